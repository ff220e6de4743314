import type { IncidentFile, IncidentQueries } from '@silverbell/adapter-postgres';
import type { FactType, Incident, IncidentEvent } from '@silverbell/incidents';
import { nextStepOf, phaseOf } from '@silverbell/incidents';
import type { IncidentId } from '@silverbell/kernel';

/** One case as the database has it; asked anew every time. */
export class WorldIncident {
  constructor(
    readonly id: IncidentId,
    private readonly queries: IncidentQueries,
  ) {}

  async file(): Promise<IncidentFile> {
    const file = await this.queries.byId(this.id);
    if (file === null) throw new Error(`the case ${this.id} is gone`);
    return file;
  }

  async now(): Promise<Incident> {
    return (await this.file()).incident;
  }

  async phase(): Promise<string> {
    return phaseOf(await this.now());
  }

  async events(): Promise<readonly IncidentEvent[]> {
    return (await this.file()).events;
  }

  async happened<T extends FactType>(type: T): Promise<readonly Extract<IncidentEvent, { type: T }>[]> {
    return (await this.events()).filter((event): event is Extract<IncidentEvent, { type: T }> => event.type === type);
  }

  async rungs(): Promise<readonly string[]> {
    return (await this.happened('rung-fired')).map((event) => event.rung);
  }

  /** Whom it asked, in order. */
  async asked(): Promise<readonly string[]> {
    return (await this.happened('offered')).map((event) => event.helperId);
  }

  /** For the sentence of a failed expectation. */
  async summary(): Promise<unknown> {
    const { incident, events } = await this.file();
    return {
      phase: phaseOf(incident),
      class: incident.class,
      next: nextStepOf(incident),
      events: events.map((event) => event.type),
    };
  }
}
