import { Controller, Inject, Param } from '@nestjs/common';
import { PostgresProviderStore, type ContractOnFile } from '@silverbell/adapter-postgres';
import { changeContract, createContract, type Deps } from '@silverbell/usecases';
import type { AnswerOf, ContractOnWire } from '@silverbell/wire';
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
import { onlyOne, pageOf } from '../regions/registry-page.js';
import { RegistryCommands } from '../regions/registry-commands.js';
import { USE_CASE_DEPS } from '../tokens.js';
import { CareScope } from './care-scope.js';
import { VisitEffects } from './orders/visit-effects.service.js';

/** 服务协议 (SR-44) */
@Controller()
export class ContractsController {
  constructor(
    private readonly providers: PostgresProviderStore,
    private readonly commands: RegistryCommands,
    private readonly sight: CareScope,
    private readonly visits: VisitEffects,
    @Inject(USE_CASE_DEPS) private readonly deps: Deps,
  ) {}

  @Serves('contracts')
  async list(
    @Caller() account: Account,
    @ValidQuery() { regionId, providerId, cursor, limit }: ParsedQuery<'contracts'>,
  ): Promise<AnswerOf<'contracts'>> {
    const seen = await this.sight.of(account, regionId, providerId);
    const page = await pageOf(limit, (take) => this.providers.contracts({ ...seen, cursor, take }));
    return { ...page, items: page.items.map(contractOf) };
  }

  @Serves('contract')
  async one(@Caller() account: Account, @Param('id') id: string): Promise<AnswerOf<'contract'>> {
    return contractOf(await this.seen(account, id));
  }

  @Serves('createContract')
  async create(
    @Caller() account: Account,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() wanted: ParsedBody<'createContract'>,
  ): Promise<AnswerOf<'createContract'>> {
    const seen = await this.sight.of(account);
    const { regionIds } = seen;
    if ([wanted.regionId, ...wanted.regionIds].some((id) => !regionIds.includes(id)))
      throw new ProblemError('not-found');
    if ((await this.providers.providers({ ...seen, id: wanted.providerId, take: 1 })).length === 0)
      throw new ProblemError('provider-unknown');
    const deps = { providers: this.providers, newId: this.deps.newId };
    const done = await createContract(deps, this.commands.of(account, headers), wanted);
    return this.commands.answer(done, (id) => this.one(account, id));
  }

  @Serves('changeContract')
  async change(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() change: ParsedBody<'changeContract'>,
  ): Promise<AnswerOf<'changeContract'>> {
    const { regionId, providerId } = await this.seen(account, id);
    const { regionIds } = await this.sight.of(account);
    // Of another township that shares the provider: read, and not changed.
    if (!regionIds.includes(regionId)) throw new ProblemError('not-allowed');
    const asked = { id, ifMatch: headers.ifMatch, change };
    const done = await changeContract({ providers: this.providers }, this.commands.of(account, headers), asked);
    await this.visits.providerChanged(providerId);
    return this.commands.answer(done, (one) => this.one(account, one));
  }

  private async seen(account: Account, id: string): Promise<ContractOnFile> {
    return onlyOne(await this.providers.contracts({ ...(await this.sight.of(account)), id, take: 1 }));
  }
}

const contractOf = ({
  providerId,
  providerName,
  regionIds,
  items,
  changedBy: _,
  ...contract
}: ContractOnFile): ContractOnWire => ({
  ...contract,
  ...{ provider: { id: providerId, name: providerName }, regionIds: [...regionIds], items: [...items] },
});
