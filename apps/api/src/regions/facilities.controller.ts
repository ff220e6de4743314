import { Controller, Inject, Param } from '@nestjs/common';
import { PostgresFacilityStore, PostgresRegionStore } from '@silverbell/adapter-postgres';
import { as, type Datum, type RegionId } from '@silverbell/kernel';
import {
  changeFacility,
  createFacility,
  placeWarnings,
  type Deps,
  type FacilityDeps,
  type FacilityFile,
} from '@silverbell/usecases';
import type { AnswerOf, FacilityOnWire } from '@silverbell/wire';
import { RegionScope } from '../auth/region-scope.js';
import type { Account } from '../auth/sessions.js';
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
import { USE_CASE_DEPS } from '../tokens.js';
import { pageOf } from './registry-page.js';
import { RegistryCommands } from './registry-commands.js';

/** Places of care, within the caller's regions. */
@Controller()
export class FacilitiesController {
  private readonly facilityDeps: FacilityDeps;

  constructor(
    private readonly facilities: PostgresFacilityStore,
    private readonly regions: PostgresRegionStore,
    private readonly commands: RegistryCommands,
    private readonly scope: RegionScope,
    @Inject(USE_CASE_DEPS) deps: Deps,
  ) {
    this.facilityDeps = { facilities, newId: deps.newId };
  }

  @Serves('facilities')
  async list(
    @Caller() account: Account,
    @ValidQuery() { regionId, q, cursor, limit }: ParsedQuery<'facilities'>,
  ): Promise<AnswerOf<'facilities'>> {
    const regionIds = await this.scope.within(account, regionId);
    const page = await pageOf(limit, (take) => this.facilities.page({ regionIds, q, cursor, take }));
    const counts = await this.facilities.counts(regionIds);
    return { ...page, items: page.items.map(facilityOf), counts: [...counts] };
  }

  @Serves('createFacility')
  async create(
    @Caller() account: Account,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() body: ParsedBody<'createFacility'>,
  ): Promise<AnswerOf<'createFacility'>> {
    await this.withinRegion(account, body.regionId);
    await this.hubWithin(account, body.parentId);
    const done = await createFacility(this.facilityDeps, this.commands.of(account, headers), body);
    return this.commands.answer(done, (id) => this.written(id, body.position?.datum ?? 'wgs84'));
  }

  @Serves('changeFacility')
  async change(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() change: ParsedBody<'changeFacility'>,
  ): Promise<AnswerOf<'changeFacility'>> {
    const facility = await this.facilities.byId(id);
    if (facility === null) throw new ProblemError('not-found');
    await this.withinRegion(account, facility.regionId);
    if (change.regionId !== undefined) await this.withinRegion(account, change.regionId);
    await this.hubWithin(account, change.parentId);
    const asked = { id, ifMatch: headers.ifMatch, change };
    const done = await changeFacility(this.facilityDeps, this.commands.of(account, headers), asked);
    return this.commands.answer(done, (one) => this.written(one, change.position?.datum ?? 'wgs84'));
  }

  /** A region of another account's scope is answered like one that does not exist. */
  private async withinRegion(account: Account, id: string): Promise<void> {
    if (!(await this.scope.sees(account, as<RegionId>(id)))) throw new ProblemError('not-found');
  }

  private async hubWithin(account: Account, id: string | null | undefined): Promise<void> {
    if (id === null || id === undefined) return;
    const hub = await this.facilities.byId(id);
    if (hub === null || !(await this.scope.sees(account, hub.regionId))) throw new ProblemError('facility-unknown');
  }

  private async written(id: string, datum: Datum): Promise<FacilityOnWire> {
    const facility = await this.facilities.byId(id);
    if (facility === null) throw new ProblemError('not-found');
    if (facility.position === null) return facilityOf(facility);
    const region = await this.regions.byId(facility.regionId);
    return { ...facilityOf(facility), warnings: [...placeWarnings(facility.position, datum, region)] };
  }
}

const facilityOf = ({ position, functions, changedBy: _, ...facility }: FacilityFile): FacilityOnWire => ({
  ...facility,
  functions: [...functions],
  position: position && { ...position, datum: 'wgs84' },
  warnings: [],
});
