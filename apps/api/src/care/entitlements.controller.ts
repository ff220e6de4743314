import { Controller, Param } from '@nestjs/common';
import { PostgresEntitlementStore, ProviderLogins, type EntitlementOnFile } from '@silverbell/adapter-postgres';
import { NOTICE_OWNERS, type EntitlementCommand } from '@silverbell/care';
import { acknowledgeNotice, commandEntitlement } from '@silverbell/usecases';
import type { AnswerOf, EntitlementOnWire } from '@silverbell/wire';
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
import { EntitlementsService } from './entitlements.service.js';
import { VisitEffects } from './orders/visit-effects.service.js';

/** What the public pays for whom, from which day, and when it is suspended or ended (CR-24 … CR-27). */
@Controller()
export class EntitlementsController {
  constructor(
    private readonly entitlements: PostgresEntitlementStore,
    private readonly service: EntitlementsService,
    private readonly commands: RegistryCommands,
    private readonly sight: CareScope,
    private readonly visits: VisitEffects,
    private readonly scope: RegionScope,
    private readonly logins: ProviderLogins,
  ) {}

  @Serves('entitlements')
  async list(
    @Caller() account: Account,
    @ValidQuery() { regionId, seniorId, state, cursor, limit }: ParsedQuery<'entitlements'>,
  ): Promise<AnswerOf<'entitlements'>> {
    const { regionIds } = await this.sight.of(account, regionId);
    const page = await pageOf(limit, (take) => this.entitlements.page({ regionIds, seniorId, state, cursor, take }));
    return { ...page, items: await this.service.present(account, page.items) };
  }

  @Serves('entitlement')
  async one(@Caller() account: Account, @Param('id') id: string): Promise<AnswerOf<'entitlement'>> {
    return onlyOne(await this.service.present(account, [await this.seen(account, id)]));
  }

  @Serves('suspendEntitlement')
  suspend(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() body: ParsedBody<'suspendEntitlement'>,
  ): Promise<AnswerOf<'suspendEntitlement'>> {
    return this.command(account, id, headers, { type: 'suspend', ...body });
  }

  @Serves('resumeEntitlement')
  resume(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() body: ParsedBody<'resumeEntitlement'>,
  ): Promise<AnswerOf<'resumeEntitlement'>> {
    return this.command(account, id, headers, { type: 'resume', ...body });
  }

  @Serves('endEntitlement')
  end(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() body: ParsedBody<'endEntitlement'>,
  ): Promise<AnswerOf<'endEntitlement'>> {
    return this.command(account, id, headers, { type: 'end', ...body });
  }

  /** A provider takes note of whom it was paid for, wherever she lives; an office of those in its regions. */
  @Serves('acknowledgeEntitlement')
  async acknowledge(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() { notice }: ParsedBody<'acknowledgeEntitlement'>,
  ): Promise<AnswerOf<'acknowledgeEntitlement'>> {
    const payeeId = await this.logins.providerOf(account.id);
    const [paid] = payeeId === null ? [] : await this.entitlements.page({ regionIds: null, payeeId, id, take: 1 });
    const isOffice = hasRole(account, 'community-officer', 'township-officer', 'county-officer');
    const found = paid ?? (isOffice ? await this.seen(account, id) : undefined);
    if (found === undefined) throw new ProblemError('not-found');
    const at = await this.scope.at(account, found.regionId);
    const owner = NOTICE_OWNERS[notice].find((role) =>
      role === 'provider-manager' ? paid !== undefined : at !== null && hasRole(at, role),
    );
    if (owner === undefined) throw new ProblemError('not-allowed');
    const { entitlements } = this;
    const asked = { id, notice, owner, today: await this.sight.today() };
    const done = await acknowledgeNotice({ entitlements }, this.commands.of(account, headers), asked);
    return this.commands.answer(done, async (one) => {
      const now = await this.entitlements.page({ regionIds: null, id: one, take: 1 });
      return onlyOne(await this.service.present(account, now));
    });
  }

  private async command(
    account: Account,
    id: string,
    headers: CommandHeaders,
    wish: EntitlementCommand,
  ): Promise<EntitlementOnWire> {
    const { seniorId } = await this.seen(account, id);
    const asked = { id, ifMatch: headers.ifMatch, wish, today: await this.sight.today() };
    const { entitlements } = this;
    const done = await commandEntitlement({ entitlements }, this.commands.of(account, headers), asked);
    const answer = await this.commands.answer(done, (one) => this.one(account, one));
    if (wish.type === 'end') await this.visits.serviceEnded(seniorId, wish.on);
    if (wish.type === 'suspend') await this.visits.serviceSuspended(seniorId, wish.from, wish.to);
    if (wish.type === 'resume') await this.visits.serviceResumed(seniorId);
    return answer;
  }

  private async seen(account: Account, id: string): Promise<EntitlementOnFile> {
    const { regionIds } = await this.sight.of(account);
    return onlyOne(await this.entitlements.page({ regionIds, id, take: 1 }));
  }
}
