import { Controller, Inject, Param } from '@nestjs/common';
import { DirectoryQueries, IncidentQueries } from '@silverbell/adapter-postgres';
import { recordFollowUp, type Deps } from '@silverbell/usecases';
import type { AnswerOf } from '@silverbell/wire';
import type { Account } from '../auth/sessions.js';
import { RegionScope } from '../auth/region-scope.js';
import { TrainingSeats } from '../auth/training-seats.js';
import {
  Caller,
  ValidBody,
  ValidHeaders,
  ValidQuery,
  type CommandHeaders,
  type ParsedBody,
  type ParsedQuery,
} from '../http/routes/parameters.js';
import { Serves } from '../http/routes/serves.js';
import { USE_CASE_DEPS } from '../tokens.js';
import { actorOf, IncidentService } from './incident.service.js';
import { followUpOf, recordedOf } from './presenters/follow-up.js';
import { fetchNames, namesWanted } from './presenters/names.js';

const PAGE = 100;

/** Follow-ups: a closed case with a person at risk is a task until a call or a visit reached her (CR-53). */
@Controller()
export class FollowUpsController {
  constructor(
    private readonly desk: IncidentService,
    private readonly queries: IncidentQueries,
    private readonly directory: DirectoryQueries,
    private readonly scope: RegionScope,
    private readonly seats: TrainingSeats,
    @Inject(USE_CASE_DEPS) private readonly deps: Deps,
  ) {}

  @Serves('followUps')
  async list(
    @Caller() account: Account,
    @ValidQuery() { state, cursor, limit }: ParsedQuery<'followUps'>,
  ): Promise<AnswerOf<'followUps'>> {
    const regionIds = [...(await this.scope.regionsOf(account))];
    const drillsOnly = await this.seats.isTraining(account);
    const { items, nextCursor } = await this.queries.listFollowUps(
      { regionIds, drillsOnly, cursor: cursor ?? null, limit: limit ?? PAGE },
      state,
      this.deps.clock.now(),
    );
    const wanted = namesWanted(items.map(({ incident }) => incident));
    for (const { incident } of items) if (incident.closure !== null) wanted.accounts.add(incident.closure.by);
    const names = await fetchNames(this.directory, wanted);
    return { items: items.flatMap(({ incident, number }) => followUpOf(incident, number, names)), nextCursor };
  }

  @Serves('recordFollowUp')
  async record(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() { result, satisfaction, note }: ParsedBody<'recordFollowUp'>,
  ): Promise<AnswerOf<'recordFollowUp'>> {
    const { incident } = await this.desk.file(account, id);
    const text = this.desk.text('note', note);
    const done = await recordFollowUp(this.deps, {
      incident,
      by: actorOf(account),
      recorded: { result, satisfaction: satisfaction ?? null, note: text?.id ?? null },
      texts: text === null ? [] : [text],
      ...headers,
    });
    if (!done.ok) throw await this.desk.refused(account, done.refusal, done.incident);
    return recordedOf(done.incident);
  }
}
