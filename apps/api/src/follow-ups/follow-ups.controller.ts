import { Controller, Inject, Param } from '@nestjs/common';
import { DirectoryQueries, IncidentQueries } from '@silverbell/adapter-postgres';
import { recordFollowUp, type Deps } from '@silverbell/usecases';
import type { AnswerOf } from '@silverbell/wire';
import type { Account } from '../auth/sessions.js';
import { RegionScope } from '../auth/region-scope.js';
import { narrowed } from '../auth/roles.js';
import { TrainingSeats } from '../auth/training-seats.js';
import { ProblemError } from '../http/problems/problem-error.js';
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
import { actorOf, IncidentService } from '../incidents/incident.service.js';
import { fetchNames, namesWanted } from '../incidents/presenters/names.js';
import { USE_CASE_DEPS } from '../tokens.js';
import { assertNoVisit, CareFollowUps } from './care-follow-ups.service.js';
import { followUpOf, recordedOf } from './follow-up.presenter.js';

const PAGE = 100;
/** Who reads incidents, and who acts on them. */
const LOOK = ['admin', 'lead', 'operator', 'supervisor', 'auditor'] as const;
const ACT = ['lead', 'operator'] as const;
/** Begins the cursor of a page behind the last incident. */
const OF_CARE = 'care ';

/** Follow-ups (CR-53): incidents of people at risk first, then visits and answers to complaints, each by the time it became due. */
@Controller()
export class FollowUpsController {
  constructor(
    private readonly incidentService: IncidentService,
    private readonly queries: IncidentQueries,
    private readonly directory: DirectoryQueries,
    private readonly scope: RegionScope,
    private readonly seats: TrainingSeats,
    private readonly care: CareFollowUps,
    @Inject(USE_CASE_DEPS) private readonly deps: Deps,
  ) {}

  @Serves('followUps')
  async list(
    @Caller() account: Account,
    @ValidQuery() { state, cursor, limit }: ParsedQuery<'followUps'>,
  ): Promise<AnswerOf<'followUps'>> {
    const most = limit ?? PAGE;
    const drillsOnly = await this.seats.isTraining(account);
    const isOfCare = cursor?.startsWith(OF_CARE) === true;
    const cases = isOfCare
      ? { items: [], nextCursor: null }
      : await this.ofIncidents(account, { state, cursor: cursor ?? null, limit: most, drillsOnly });
    // A training seat practises on drills, not on visits that took place.
    if (cases.nextCursor !== null || drillsOnly) return cases;
    const behind = isOfCare ? cursor.slice(OF_CARE.length) : '';
    const { items, nextCursor } = await this.care.page(account, state, behind, most - cases.items.length);
    return {
      items: [...cases.items, ...items],
      nextCursor: nextCursor === null ? null : OF_CARE + nextCursor,
    };
  }

  private async ofIncidents(
    account: Account,
    { state, ...asked }: { state: 'due' | 'waiting'; cursor: string | null; limit: number; drillsOnly: boolean },
  ): Promise<AnswerOf<'followUps'>> {
    const reader = narrowed(account, ({ role }) => LOOK.some((one) => one === role));
    if (reader === null) return { items: [], nextCursor: null };
    const regionIds = [...(await this.scope.regionsOf(reader))];
    const { items, nextCursor } = await this.queries.listFollowUps(
      { ...asked, regionIds },
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
    @ValidBody() body: ParsedBody<'recordFollowUp'>,
  ): Promise<AnswerOf<'recordFollowUp'>> {
    const ofCare = await this.care.record(account, id, headers, body);
    if (ofCare !== null) return ofCare;
    const { result, satisfaction, visit, note } = body;
    assertNoVisit(visit);
    const actor = narrowed(account, ({ role }) => ACT.some((one) => one === role));
    if (actor === null) throw new ProblemError('not-found');
    const { incident } = await this.incidentService.file(actor, id);
    const text = this.incidentService.text('note', note);
    const done = await recordFollowUp(this.deps, {
      incident,
      by: actorOf(account),
      recorded: { result, satisfaction: satisfaction ?? null, note: text?.id ?? null },
      texts: text === null ? [] : [text],
      ...headers,
    });
    if (!done.ok) throw await this.incidentService.refused(account, done.refusal, done.incident);
    return recordedOf(done.incident);
  }
}
