import { Controller, Inject, Param } from '@nestjs/common';
import { PostgresLegalHoldStore, type LegalHoldOnFile } from '@silverbell/adapter-postgres';
import { ValidBody, Caller, type ParsedBody } from '../http/routes/parameters.js';
import { ProblemError } from '../http/problems/problem-error.js';
import { Serves } from '../http/routes/serves.js';
import type { Account } from '../auth/sessions.js';
import { as, toIso, type IncidentId, type SeniorId } from '@silverbell/kernel';
import { releaseLegalHold, placeLegalHold, type LegalHoldTarget, type Deps } from '@silverbell/usecases';
import type { LegalHoldReason } from '@silverbell/vocabulary';
import type { AnswerOf, LegalHold, LegalHoldList } from '@silverbell/wire';
import { USE_CASE_DEPS } from '../tokens.js';
import { RegionScope } from '../auth/region-scope.js';

const onCase = (id: string): LegalHoldTarget => ({ incidentId: as<IncidentId>(id) });
const onPerson = (id: string): LegalHoldTarget => ({ seniorId: as<SeniorId>(id) });

/** Legal holds: listed, placed and released by the roles that answer for the region. */
@Controller()
export class LegalHoldController {
  constructor(
    private readonly legalHolds: PostgresLegalHoldStore,
    private readonly scope: RegionScope,
    @Inject(USE_CASE_DEPS) private readonly deps: Deps,
  ) {}

  @Serves('incidentLegalHolds')
  ofCase(@Caller() account: Account, @Param('id') id: string): Promise<AnswerOf<'incidentLegalHolds'>> {
    return this.#seen(account, onCase(id));
  }

  @Serves('personLegalHolds')
  ofPerson(@Caller() account: Account, @Param('id') id: string): Promise<AnswerOf<'personLegalHolds'>> {
    return this.#seen(account, onPerson(id));
  }

  @Serves('placeHoldOnIncident')
  placeHoldOnIncident(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidBody() { reason }: ParsedBody<'placeHoldOnIncident'>,
  ): Promise<AnswerOf<'placeHoldOnIncident'>> {
    return this.#place(account, onCase(id), reason);
  }

  @Serves('placeHoldOnPerson')
  placeHoldOnPerson(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidBody() { reason }: ParsedBody<'placeHoldOnPerson'>,
  ): Promise<AnswerOf<'placeHoldOnPerson'>> {
    return this.#place(account, onPerson(id), reason);
  }

  @Serves('releaseLegalHold')
  async lift(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidBody() { reason }: ParsedBody<'releaseLegalHold'>,
  ): Promise<AnswerOf<'releaseLegalHold'>> {
    const on = await this.legalHolds.targetOf(id);
    if (on === null) throw new ProblemError('not-found');
    await this.#inSight(account, on);
    const refusal = await releaseLegalHold(
      { ...this.deps, legalHolds: this.legalHolds },
      { id, reason, by: account.id },
    );
    if (refusal !== null) throw ProblemError.of(refusal);
    return this.#list(on);
  }

  async #place(account: Account, on: LegalHoldTarget, reason: LegalHoldReason): Promise<LegalHoldList> {
    await this.#inSight(account, on);
    const refusal = await placeLegalHold({ ...this.deps, legalHolds: this.legalHolds }, { on, reason, by: account.id });
    if (refusal !== null) throw ProblemError.of(refusal);
    return this.#list(on);
  }

  async #seen(account: Account, on: LegalHoldTarget): Promise<LegalHoldList> {
    await this.#inSight(account, on);
    return this.#list(on);
  }

  /** What is of another region does not exist for this account. */
  async #inSight(account: Account, on: LegalHoldTarget): Promise<void> {
    const regionId = await this.legalHolds.regionOf(on);
    if (regionId === null || !(await this.scope.sees(account, regionId))) throw new ProblemError('not-found');
  }

  async #list(on: LegalHoldTarget): Promise<LegalHoldList> {
    return { items: (await this.legalHolds.of(on)).map(shown) };
  }
}

const shown = ({ at, lifted, incident, ...hold }: LegalHoldOnFile): LegalHold => ({
  ...hold,
  incident: incident && { id: incident.id, number: String(incident.number) },
  at: toIso(at),
  lifted: lifted && { ...lifted, at: toIso(lifted.at) },
});
