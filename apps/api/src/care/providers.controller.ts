import { Controller, Inject, Param } from '@nestjs/common';
import { PostgresCareSettingStore, PostgresProviderNotices, PostgresProviderStore } from '@silverbell/adapter-postgres';
import { monthBefore, monthEnds, rankProviders } from '@silverbell/care';
import {
  changeProvider,
  createProvider,
  setProviderManagers,
  type Deps,
  type ProviderFile,
} from '@silverbell/usecases';
import type { AnswerOf, ProviderOnWire } from '@silverbell/wire';
import type { Account } from '../auth/sessions.js';
import { RegionScope } from '../auth/region-scope.js';
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
import { onlyOne, pageOf } from '../regions/registry-page.js';
import { RegistryCommands } from '../regions/registry-commands.js';
import { USE_CASE_DEPS } from '../tokens.js';
import { CareScope } from './care-scope.js';
import { VisitEffects } from './orders/visit-effects.service.js';

/** Two years. */
const MOST_NOTICES = 24;
/** Of a region; a county has some 150. */
const MOST_RANKED = 200;

/** 养老服务组织 */
@Controller()
export class ProvidersController {
  constructor(
    private readonly providers: PostgresProviderStore,
    private readonly notices: PostgresProviderNotices,
    private readonly settings: PostgresCareSettingStore,
    private readonly commands: RegistryCommands,
    private readonly sight: CareScope,
    private readonly scope: RegionScope,
    private readonly visits: VisitEffects,
    @Inject(USE_CASE_DEPS) private readonly deps: Deps,
  ) {}

  @Serves('providers')
  async list(
    @Caller() account: Account,
    @ValidQuery() { regionId, q, cursor, limit }: ParsedQuery<'providers'>,
  ): Promise<AnswerOf<'providers'>> {
    const seen = await this.sight.of(account, regionId);
    const page = await pageOf(limit, (take) => this.providers.providers({ ...seen, q, cursor, take }));
    return { ...page, items: await this.present(page.items) };
  }

  /** Stands before the address with an id, which would take the word for one. */
  @Serves('providerRanking')
  async ranking(
    @Caller() account: Account,
    @ValidQuery() { regionId, month: asked }: ParsedQuery<'providerRanking'>,
  ): Promise<AnswerOf<'providerRanking'>> {
    const { regionIds } = await this.sight.of(account, regionId);
    const month = asked ?? monthBefore(await this.sight.today());
    const settingsOf = regionId !== undefined && regionIds.includes(regionId) ? regionId : account.regionId;
    const leastVisits = (await this.settings.on(settingsOf, monthEnds(month))).number('care.ranking.leastVisits');
    const found = await this.notices.ofMonth(regionIds, month, MOST_RANKED + 1);
    const ranked = rankProviders(found.slice(0, MOST_RANKED), leastVisits);
    const items = ranked.map(({ provider: { id, name, visits, notice }, rank, shares }) => ({
      ...{ provider: { id, name }, rank, visits, notice },
      foundedPer1000: shares.foundedPer1000,
      dissatisfiedShare: shares.dissatisfied,
      answeredInTimeShare: shares.answeredInTime,
    }));
    return { month, leastVisits, items, isCut: found.length > MOST_RANKED };
  }

  @Serves('provider')
  async one(@Caller() account: Account, @Param('id') id: string): Promise<AnswerOf<'provider'>> {
    return onlyOne(await this.present([await this.seen(account, id)]));
  }

  @Serves('createProvider')
  async create(
    @Caller() account: Account,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() wanted: ParsedBody<'createProvider'>,
  ): Promise<AnswerOf<'createProvider'>> {
    await this.assertRegions(account, [wanted.regionId, ...wanted.serviceRegionIds]);
    const deps = { providers: this.providers, newId: this.deps.newId };
    const done = await createProvider(deps, this.commands.of(account, headers), wanted);
    return this.commands.answer(done, (id) => this.one(account, id));
  }

  @Serves('changeProvider')
  async change(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() change: ParsedBody<'changeProvider'>,
  ): Promise<AnswerOf<'changeProvider'>> {
    await this.kept(account, id);
    await this.assertRegions(account, [
      ...(change.regionId === undefined ? [] : [change.regionId]),
      ...(change.serviceRegionIds ?? []),
    ]);
    const asked = { id, ifMatch: headers.ifMatch, change };
    const done = await changeProvider({ providers: this.providers }, this.commands.of(account, headers), asked);
    await this.visits.providerChanged(id);
    return this.commands.answer(done, (one) => this.one(account, one));
  }

  @Serves('setProviderManagers')
  async setManagers(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() { accountIds }: ParsedBody<'setProviderManagers'>,
  ): Promise<AnswerOf<'setProviderManagers'>> {
    await this.kept(account, id);
    const command = this.commands.of(account, headers);
    const { regionIds } = await this.sight.of(account);
    const done = await setProviderManagers({ providers: this.providers }, command, { id, accountIds, regionIds });
    return this.commands.answer(done, (one) => this.one(account, one));
  }

  @Serves('providerNotices')
  async listNotices(@Caller() account: Account, @Param('id') id: string): Promise<AnswerOf<'providerNotices'>> {
    await this.seen(account, id);
    const found = await this.notices.ofProvider(id, MOST_NOTICES);
    return { items: found.map(({ month, madeOn, notice }) => ({ ...notice, month, madeOn })) };
  }

  /** A provider that works in none of the caller's regions does not exist for this account. */
  private async seen(account: Account, id: string): Promise<ProviderFile> {
    return onlyOne(await this.providers.providers({ ...(await this.sight.of(account)), id, take: 1 }));
  }

  /** It is changed where it is kept: who only sees it work in her region reads it. */
  private async kept(account: Account, id: string): Promise<void> {
    const { regionId } = await this.seen(account, id);
    if (!(await this.scope.sees(account, regionId))) throw new ProblemError('not-allowed');
  }

  private async assertRegions(account: Account, regionIds: readonly string[]): Promise<void> {
    const { regionIds: seen } = await this.sight.of(account);
    if (regionIds.some((id) => !seen.includes(id))) throw new ProblemError('not-found');
  }

  private async present(providers: readonly ProviderFile[]): Promise<ProviderOnWire[]> {
    const managers = await this.providers.managersOf(providers.map(({ id }) => id));
    return providers.map(({ accountNumber, serviceRegionIds, changedBy: _, ...provider }) => ({
      ...provider,
      serviceRegionIds: [...serviceRegionIds],
      accountNumber: accountNumber === null ? null : `****${accountNumber.replace(/\D/g, '').slice(-4)}`,
      managerIds: [...(managers.get(provider.id) ?? [])],
    }));
  }
}
