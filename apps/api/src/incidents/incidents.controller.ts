import { Controller, Inject, Param } from '@nestjs/common';
import {
  IncidentQueries,
  DirectoryQueries,
  type IncidentViewPage,
  type PageRequest,
  HomeQueries,
  PostgresHelperPositionStore,
} from '@silverbell/adapter-postgres';
import {
  ValidBody,
  Caller,
  ValidHeaders,
  ValidQuery,
  type CommandHeaders,
  type ParsedBody,
  type ParsedQuery,
} from '../http/routes/parameters.js';
import { ProblemError } from '../http/problems/problem-error.js';
import { Serves } from '../http/routes/serves.js';
import type { Account } from '../auth/sessions.js';
import { as, type HomeId, type RegionId } from '@silverbell/kernel';
import { openByPhone, reachOf, type Deps } from '@silverbell/usecases';
import type { AnswerOf } from '@silverbell/wire';
import { USE_CASE_DEPS } from '../tokens.js';
import { fetchNames, namesWanted } from './presenters/names.js';
import { summaryOf } from './presenters/incident-summary.js';
import { RegionScope } from '../auth/region-scope.js';
import { TrainingSeats } from '../auth/training-seats.js';
import { CandidatesService } from '../dispatch/candidates.service.js';
import { actorOf, IncidentService, seesConflicts } from './incident.service.js';

/** Everything open fits on one page of a county; a city turns the page. */
const PAGE = { open: 500, closed: 100 } as const;

/** Looking at incidents, and the telephone call that becomes one. */
@Controller()
export class IncidentsController {
  constructor(
    private readonly incidentService: IncidentService,
    private readonly queries: IncidentQueries,
    private readonly directory: DirectoryQueries,
    private readonly scope: RegionScope,
    private readonly homes: HomeQueries,
    private readonly candidates: CandidatesService,
    private readonly seats: TrainingSeats,
    private readonly positions: PostgresHelperPositionStore,
    @Inject(USE_CASE_DEPS) private readonly deps: Deps,
  ) {}

  @Serves('incidents')
  async list(
    @Caller() account: Account,
    @ValidQuery() query: ParsedQuery<'incidents'>,
  ): Promise<AnswerOf<'incidents'>> {
    const regionIds = [...(await this.scope.regionsOf(account))];
    const drillsOnly = await this.seats.isTraining(account);
    const { items, nextCursor } = await this.page({ regionIds, drillsOnly }, query);
    const names = await fetchNames(this.directory, namesWanted(items.map(({ incident }) => incident)));
    return {
      items: items.map(({ incident, number }) => summaryOf(incident, number, names)),
      version: Math.max(0, ...items.map(({ lastChangeAt }) => Math.floor(lastChangeAt))),
      nextCursor,
    };
  }

  private async page(
    scope: Pick<PageRequest, 'regionIds' | 'drillsOnly'>,
    { ids, state, cursor, limit }: ParsedQuery<'incidents'>,
  ): Promise<IncidentViewPage> {
    if (ids !== undefined) {
      const items = await this.queries.listOf({ ...scope, ids: ids.split(',') });
      return { items, nextCursor: null };
    }
    const request = { ...scope, cursor: cursor ?? null, limit: limit ?? PAGE[state] };
    return state === 'open' ? this.queries.listOpen(request) : this.queries.listClosed(request);
  }

  @Serves('incident')
  async one(@Caller() account: Account, @Param('id') id: string): Promise<AnswerOf<'incident'>> {
    return this.incidentService.present(account, await this.incidentService.file(account, id));
  }

  @Serves('responseTrack')
  async track(@Caller() account: Account, @Param('id') id: string): Promise<AnswerOf<'responseTrack'>> {
    const { incident } = await this.incidentService.file(account, id);
    const ways = new Map<string, AnswerOf<'responseTrack'>['items'][number]>();
    for (const { helperId, name, at, lat, lng } of await this.positions.trackOf(incident.id)) {
      const way = ways.get(helperId) ?? { helper: { id: helperId, name }, points: [] };
      way.points.push([at / 1_000, lat, lng]);
      ways.set(helperId, way);
    }
    return { items: [...ways.values()] };
  }

  @Serves('candidates')
  async ranked(@Caller() account: Account, @Param('id') id: string): Promise<AnswerOf<'candidates'>> {
    const { incident } = await this.incidentService.file(account, id);
    return {
      items: await this.candidates.of(incident),
      barred: seesConflicts(account) ? await this.candidates.barred(incident) : [],
      reach: await reachOf(this.deps, incident),
    };
  }

  @Serves('openIncident')
  async open(
    @Caller() account: Account,
    @ValidBody() body: ParsedBody<'openIncident'>,
    @ValidHeaders() { idempotency }: CommandHeaders,
  ): Promise<AnswerOf<'openIncident'>> {
    await this.incidentService.assertSeat(account, null);
    const home = await this.homeMeant(account, body);
    const regionId = home?.regionId ?? as<RegionId>(body.regionId ?? account.regionId);
    if (!(await this.scope.sees(account, regionId))) throw new ProblemError('not-found');
    const note = this.incidentService.text('note', callerWords(body));
    const result = await openByPhone(this.deps, {
      by: actorOf(account),
      regionId,
      kind: body.kind ?? 'unspecified',
      ...(home === null ? {} : { homeId: as<HomeId>(home.homeId) }),
      ...(note === null ? {} : { texts: [note] }),
      ...(idempotency === undefined ? {} : { idempotency }),
    });
    return this.incidentService.answer(account, result);
  }

  /** A home of another region is answered like one that does not exist. */
  private async homeMeant(
    account: Account,
    { homeId, seniorId }: ParsedBody<'openIncident'>,
  ): Promise<{ homeId: string; regionId: RegionId } | null> {
    if (homeId === undefined && seniorId === undefined) return null;
    const home = homeId === undefined ? await this.homes.homeOfSenior(seniorId ?? '') : await this.homeById(homeId);
    if (home === null || !(await this.scope.sees(account, home.regionId))) throw new ProblemError('home-unknown');
    return home;
  }

  private async homeById(homeId: string): Promise<{ homeId: string; regionId: RegionId } | null> {
    const regionId = await this.homes.regionOfHome(homeId);
    return regionId === null ? null : { homeId, regionId };
  }
}

/** What is known of the caller, in one note: a caller may know nothing and still need help. */
function callerWords({ callerName, callerNumber, position, note }: ParsedBody<'openIncident'>): string | undefined {
  const caller = [callerName, callerNumber].filter((part) => part !== undefined).join(' ');
  const words = [
    ...(caller === '' ? [] : [`☎ ${caller}`]),
    ...(position === undefined ? [] : [`⌖ ${position.lat}, ${position.lng}`]),
    ...(note === undefined ? [] : [note]),
  ].join('\n');
  return words === '' ? undefined : words;
}
