import { Controller, Inject, Param } from '@nestjs/common';
import { DirectoryQueries, PostgresRegionStore } from '@silverbell/adapter-postgres';
import { as, type Datum, type RegionId } from '@silverbell/kernel';
import {
  changeRegion,
  createRegion,
  deactivateRegion,
  type Deps,
  type RegionFile,
  type RegionDeps,
} from '@silverbell/usecases';
import type { AnswerOf, RegionOnWire } from '@silverbell/wire';
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
import { centreWarnings, regionOf } from './region.presenter.js';
import { RegistryCommands } from './registry-commands.js';

/** The tree of regions, within the caller's subtrees. */
@Controller()
export class RegionsController {
  private readonly regionDeps: RegionDeps;

  constructor(
    private readonly regions: PostgresRegionStore,
    private readonly directory: DirectoryQueries,
    private readonly commands: RegistryCommands,
    private readonly scope: RegionScope,
    @Inject(USE_CASE_DEPS) deps: Deps,
  ) {
    this.regionDeps = { regions, newId: deps.newId };
  }

  @Serves('regions')
  async tree(
    @Caller() account: Account,
    @ValidQuery() { regionId, q }: ParsedQuery<'regions'>,
  ): Promise<AnswerOf<'regions'>> {
    const files = await this.regions.byIds(await this.scope.within(account, regionId));
    const names = await this.namesOf(files);
    const found = q === undefined ? files : files.filter(({ name }) => name.includes(q));
    return { items: found.map((file) => regionOf(file, names)) };
  }

  @Serves('createRegion')
  async create(
    @Caller() account: Account,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() body: ParsedBody<'createRegion'>,
  ): Promise<AnswerOf<'createRegion'>> {
    await this.within(account, body.parentId);
    const done = await createRegion(this.regionDeps, this.commands.of(account, headers), body);
    this.scope.forgetTree();
    return this.commands.answer(done, (id) => this.written(id, body.centre.datum));
  }

  @Serves('changeRegion')
  async change(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() change: ParsedBody<'changeRegion'>,
  ): Promise<AnswerOf<'changeRegion'>> {
    await this.within(account, id);
    if (change.parentId !== undefined) await this.within(account, change.parentId);
    const asked = { id, ifMatch: headers.ifMatch, change };
    const done = await changeRegion(this.regionDeps, this.commands.of(account, headers), asked);
    this.scope.forgetTree();
    return this.commands.answer(done, (one) => this.written(one, change.centre?.datum ?? 'wgs84'));
  }

  @Serves('deactivateRegion')
  async deactivate(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() { reason }: ParsedBody<'deactivateRegion'>,
  ): Promise<AnswerOf<'deactivateRegion'>> {
    await this.within(account, id);
    const asked = { id, ifMatch: headers.ifMatch, reason };
    const done = await deactivateRegion(this.regionDeps, this.commands.of(account, headers), asked);
    return this.commands.answer(done, (one) => this.written(one, 'wgs84'));
  }

  /** A region of another account's scope is answered like one that does not exist. */
  private async within(account: Account, id: string): Promise<void> {
    if (!(await this.scope.sees(account, as<RegionId>(id)))) throw new ProblemError('not-found');
  }

  private async written(id: string, datum: Datum): Promise<RegionOnWire> {
    const region = await this.regions.byId(id);
    if (region === null) throw new ProblemError('not-found');
    const above = region.parentId === null ? null : await this.regions.byId(region.parentId);
    return { ...regionOf(region, await this.namesOf([region])), warnings: centreWarnings(region, datum, above) };
  }

  private async namesOf(files: readonly RegionFile[]): Promise<(accountId: string) => string> {
    const ids = files.flatMap(({ deactivated }) => (deactivated === null ? [] : [deactivated.by]));
    const { accounts } = await this.directory.names({ accounts: [...new Set(ids)] });
    return (id) => accounts.get(id) ?? '—';
  }
}
