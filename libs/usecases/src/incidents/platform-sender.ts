import type { IncidentTask } from '@silverbell/incidents';
import { as, dateIn, isRefusal, type AccountId, type IncidentId } from '@silverbell/kernel';
import type { Deps } from '../deps.js';
import { recordDeath, type FileDeps } from '../people/files/index.js';
import type { ClaimedRow, Sender, SendResult } from '../ports/index.js';
import { raiseTaskOf, raiseVisit, type TaskStore } from '../tasks/index.js';
import { raiseHelperIncident } from './helper-incident.js';

/** What follows from an incident beyond the incident itself, in a transaction of its own; done twice, it is done once. */
export class PlatformSender implements Sender {
  readonly channel = 'platform' as const;

  constructor(
    private readonly deps: Deps,
    private readonly people: Pick<FileDeps, 'files'>,
    private readonly tasks: Pick<TaskStore, 'raise' | 'falsePresses'>,
  ) {}

  async send({ body, incidentId, createdAt }: ClaimedRow): Promise<SendResult> {
    if (body.kind === 'helper-case') {
      await raiseHelperIncident(this.deps, body.helperId, incidentId);
      return { result: 'delivered' };
    }
    if (body.kind === 'task') return this.#opensTask(body.task, incidentId);
    if (body.kind !== 'senior-deceased') return { result: 'permanent', error: `nothing to do for ${body.kind}` };
    const { clock, newId, timeZone } = this.deps;
    const now = clock.now();
    const command = { by: as<AccountId>(body.by), at: now, today: dateIn(timeZone, now) };
    const done = await recordDeath({ ...this.people, newId }, command, body.seniorId, dateIn(timeZone, createdAt));
    // Erased in between: there is no file to say it in.
    return isRefusal(done) ? { result: 'skipped', error: done.refused } : { result: 'delivered' };
  }

  async #opensTask(kind: IncidentTask, incidentId: IncidentId): Promise<SendResult> {
    const found = await this.deps.incidents.findIncident(incidentId);
    if (found === null) return { result: 'skipped', error: 'not-found' };
    const { regionId, facts } = found.incident;
    const [only = null, ...others] = facts.seniorIds;
    const seniorId = others.length === 0 ? only : null;
    if (kind === 'frequent-presses') {
      const home = facts.homeId ?? found.incident.subject.id;
      await raiseVisit(this.tasks, { incidentId, home, regionId, seniorId }, this.deps.clock.now());
    } else await raiseTaskOf(this.tasks, { kind, incidentId, regionId, seniorId }, this.deps.clock.now());
    return { result: 'delivered' };
  }
}
