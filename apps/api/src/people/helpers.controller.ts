import { Controller, Inject, Param } from '@nestjs/common';
import {
  HomeQueries,
  PostgresHelperRegistry,
  PostgresRegionStore,
  type HelperOnFile,
} from '@silverbell/adapter-postgres';
import type { Settings } from '@silverbell/adapter-runtime';
import { as, toIso, type Datum, type HelperId, type HomeId, type RegionId, type SeniorId } from '@silverbell/kernel';
import {
  changeHelper,
  createHelper,
  endConflict,
  noteConflict,
  pairHelper,
  placeWarnings,
  unpairHelper,
  type ConflictTarget,
  type Deps,
  type HelperRegistryDeps,
} from '@silverbell/usecases';
import type { AnswerOf, HelperOnWire } from '@silverbell/wire';
import { mayCall } from '../auth/may-call.js';
import { RegionScope } from '../auth/region-scope.js';
import type { Account } from '../auth/sessions.js';
import { VisitEffects } from '../care/orders/visit-effects.service.js';
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
import { ReplicaBus } from '../realtime/replica-bus.js';
import { pageOf } from '../regions/registry-page.js';
import { RegistryCommands } from '../regions/registry-commands.js';
import { SETTINGS, USE_CASE_DEPS } from '../tokens.js';
import { helperOf } from './helper.presenter.js';

/** The register of helpers, within the caller's regions. */
@Controller()
export class HelpersController {
  private readonly registryDeps: HelperRegistryDeps;

  constructor(
    private readonly helpers: PostgresHelperRegistry,
    private readonly regions: PostgresRegionStore,
    private readonly homes: HomeQueries,
    private readonly commands: RegistryCommands,
    private readonly scope: RegionScope,
    private readonly replicas: ReplicaBus,
    @Inject(USE_CASE_DEPS) private readonly deps: Deps,
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly visits: VisitEffects,
  ) {
    this.registryDeps = { helpers, newId: deps.newId, timeZone: settings.timeZone };
  }

  @Serves('helpers')
  async list(
    @Caller() account: Account,
    @ValidQuery() { regionId, q, cursor, limit }: ParsedQuery<'helpers'>,
  ): Promise<AnswerOf<'helpers'>> {
    const regionIds = await this.scope.within(account, regionId);
    const page = await pageOf(limit, (take) => this.helpers.page({ regionIds, q, cursor, take }));
    return { ...page, items: page.items.map((one) => this.present(account, one)) };
  }

  @Serves('helper')
  async one(@Caller() account: Account, @Param('id') id: string): Promise<AnswerOf<'helper'>> {
    await this.within(account, id);
    return this.written(account, id, 'wgs84');
  }

  @Serves('createHelper')
  async create(
    @Caller() account: Account,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() body: ParsedBody<'createHelper'>,
  ): Promise<AnswerOf<'createHelper'>> {
    await this.withinRegion(account, body.regionId);
    const done = await createHelper(this.registryDeps, this.commands.of(account, headers), body);
    return this.commands.answer(done, (id) => this.written(account, id, body.position.datum));
  }

  @Serves('changeHelper')
  async change(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() change: ParsedBody<'changeHelper'>,
  ): Promise<AnswerOf<'changeHelper'>> {
    await this.within(account, id);
    if (change.regionId !== undefined) await this.withinRegion(account, change.regionId);
    const asked = { id, ifMatch: headers.ifMatch, change };
    const done = await changeHelper(this.registryDeps, this.commands.of(account, headers), asked);
    this.replicas.publishStatusChanged(as<HelperId>(id));
    if (change.certificates !== undefined) await this.visits.workerChanged(id);
    return this.commands.answer(done, (one) => this.written(account, one, change.position?.datum ?? 'wgs84'));
  }

  @Serves('pairHelper')
  async pair(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() { homeId }: ParsedBody<'pairHelper'>,
  ): Promise<AnswerOf<'pairHelper'>> {
    await this.within(account, id);
    const home = await this.homeWithin(account, homeId);
    const done = await pairHelper(this.registryDeps, this.commands.of(account, headers), id, home);
    return this.commands.answer(done, (one) => this.written(account, one, 'wgs84'));
  }

  @Serves('unpairHelper')
  async unpair(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() { homeId }: ParsedBody<'unpairHelper'>,
  ): Promise<AnswerOf<'unpairHelper'>> {
    await this.within(account, id);
    const home = await this.homeWithin(account, homeId);
    const done = await unpairHelper(this.registryDeps, this.commands.of(account, headers), id, home);
    return this.commands.answer(done, (one) => this.written(account, one, 'wgs84'));
  }

  @Serves('helperConflicts')
  async conflicts(@Caller() account: Account, @Param('id') id: string): Promise<AnswerOf<'helperConflicts'>> {
    await this.within(account, id);
    const conflicts = await this.helpers.conflictsOf(id);
    return {
      items: conflicts.map(({ id: conflictId, target, name, notedAt }) => ({
        ...{ id: conflictId, name },
        seniorId: 'seniorId' in target ? target.seniorId : null,
        homeId: 'homeId' in target ? target.homeId : null,
        notedAt: toIso(notedAt),
      })),
    };
  }

  @Serves('noteConflict')
  async note(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() body: ParsedBody<'noteConflict'>,
  ): Promise<AnswerOf<'noteConflict'>> {
    await this.within(account, id);
    const target = await this.targetWithin(account, body);
    const done = await noteConflict(this.registryDeps, this.commands.of(account, headers), id, target);
    await this.visits.workerChanged(id);
    return this.commands.answer(done, () => Promise.resolve({}));
  }

  @Serves('endConflict')
  async end(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() body: ParsedBody<'endConflict'>,
  ): Promise<AnswerOf<'endConflict'>> {
    await this.within(account, id);
    const target = await this.targetWithin(account, body);
    const done = await endConflict(this.registryDeps, this.commands.of(account, headers), id, target);
    return this.commands.answer(done, () => Promise.resolve({}));
  }

  /** A helper of another region does not exist for this account. */
  private async within(account: Account, id: string): Promise<void> {
    const regionId = await this.helpers.regionOf(id);
    if (regionId === null) throw new ProblemError('not-found');
    await this.withinRegion(account, regionId);
  }

  private async withinRegion(account: Account, id: string): Promise<void> {
    if (!(await this.scope.sees(account, as<RegionId>(id)))) throw new ProblemError('not-found');
  }

  private async homeWithin(account: Account, homeId: string): Promise<HomeId> {
    const regionId = await this.homes.regionOfHome(homeId);
    if (regionId === null || !(await this.scope.sees(account, regionId))) throw new ProblemError('home-unknown');
    return as<HomeId>(homeId);
  }

  private async targetWithin(account: Account, body: ParsedBody<'noteConflict'>): Promise<ConflictTarget> {
    if ('homeId' in body) return { homeId: await this.homeWithin(account, body.homeId) };
    const home = await this.homes.homeOfSenior(body.seniorId);
    if (home === null) throw new ProblemError('home-unknown');
    await this.homeWithin(account, home.homeId);
    return { seniorId: as<SeniorId>(body.seniorId) };
  }

  private async written(account: Account, id: string, datum: Datum): Promise<HelperOnWire> {
    const helper = await this.helpers.byId(id);
    if (helper === null) throw new ProblemError('not-found');
    const region = await this.regions.byId(helper.file.regionId);
    return {
      ...this.present(account, helper),
      warnings: [...placeWarnings(helper.file.base, datum, region)],
    };
  }

  private present(account: Account, helper: HelperOnFile): HelperOnWire {
    return helperOf(helper, {
      now: this.deps.clock.now(),
      timeZone: this.settings.timeZone,
      inFull: mayCall(account, 'createHelper'),
    });
  }
}
