import { Controller, Param } from '@nestjs/common';
import { PostgresHelperRegistry, PostgresProviderStore, type WorkerOnFile } from '@silverbell/adapter-postgres';
import { changeWorker, createWorker } from '@silverbell/usecases';
import type { AnswerOf, WorkerOnWire } from '@silverbell/wire';
import { mayCall } from '../auth/may-call.js';
import { RegionScope } from '../auth/region-scope.js';
import { hasRole } from '../auth/roles.js';
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
import { CareScope } from './care-scope.js';
import { shownName } from './shown-name.js';
import { VisitEffects } from './orders/visit-effects.service.js';

/** Helpers of kind carer who work for a provider, with their certificates. */
@Controller()
export class WorkersController {
  constructor(
    private readonly providers: PostgresProviderStore,
    private readonly helpers: PostgresHelperRegistry,
    private readonly commands: RegistryCommands,
    private readonly sight: CareScope,
    private readonly scope: RegionScope,
    private readonly visits: VisitEffects,
  ) {}

  @Serves('workers')
  async list(
    @Caller() account: Account,
    @ValidQuery() { regionId, providerId, q, cursor, limit }: ParsedQuery<'workers'>,
  ): Promise<AnswerOf<'workers'>> {
    const seen = await this.sight.of(account, regionId, providerId);
    const page = await pageOf(limit, (take) => this.providers.workers({ ...seen, q, cursor, take }));
    return { ...page, items: await Promise.all(page.items.map((one) => this.shown(account, one))) };
  }

  @Serves('worker')
  async one(@Caller() account: Account, @Param('id') id: string): Promise<AnswerOf<'worker'>> {
    return this.shown(account, await this.seen(account, id));
  }

  @Serves('createWorker')
  async create(
    @Caller() account: Account,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() wanted: ParsedBody<'createWorker'>,
  ): Promise<AnswerOf<'createWorker'>> {
    const regionId = await this.helpers.regionOf(wanted.helperId);
    if (regionId === null || !(await this.scope.sees(account, regionId))) throw new ProblemError('not-found');
    await this.assertProvider(account, wanted.providerId);
    const done = await createWorker({ providers: this.providers }, this.commands.of(account, headers), wanted);
    return this.commands.answer(done, (id) => this.one(account, id));
  }

  @Serves('changeWorker')
  async change(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() change: ParsedBody<'changeWorker'>,
  ): Promise<AnswerOf<'changeWorker'>> {
    await this.seen(account, id);
    if (change.providerId !== undefined) await this.assertProvider(account, change.providerId);
    const asked = { id, ifMatch: headers.ifMatch, change };
    const done = await changeWorker({ providers: this.providers }, this.commands.of(account, headers), asked);
    await this.visits.workerChanged(id);
    return this.commands.answer(done, (one) => this.one(account, one));
  }

  /** Her name in full for those who keep workers or ring them up. Who reaches her through her provider alone stands before her with all of his roles. */
  private async shown(account: Account, worker: WorkerOnFile): Promise<WorkerOnWire> {
    const at = (await this.scope.at(account, worker.regionId)) ?? account;
    const role =
      mayCall(at, 'changeWorker') || hasRole(at, 'community-officer', 'operator', 'lead') ? 'owner' : 'reader';
    const { name, providerId, providerName, certificates, changedBy: _, ...file } = worker;
    const today = await this.sight.today();
    return {
      ...file,
      ...{ name: shownName(name, [{ role }]), provider: { id: providerId, name: providerName } },
      certificates: certificates.map((one) => ({ ...one, valid: one.until >= today })),
    };
  }

  private async seen(account: Account, id: string): Promise<WorkerOnFile> {
    return onlyOne(await this.providers.workers({ ...(await this.sight.of(account)), id, take: 1 }));
  }

  private async assertProvider(account: Account, id: string): Promise<void> {
    const found = await this.providers.providers({ ...(await this.sight.of(account)), id, take: 1 });
    if (found.length === 0) throw new ProblemError('provider-unknown');
  }
}
