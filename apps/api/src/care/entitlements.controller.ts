import { Controller, Param } from '@nestjs/common';
import { PostgresEntitlementStore, type EntitlementOnFile } from '@silverbell/adapter-postgres';
import type { EntitlementCommand } from '@silverbell/care';
import { commandEntitlement } from '@silverbell/usecases';
import type { AnswerOf, EntitlementOnWire } from '@silverbell/wire';
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
import { pageOf } from '../regions/registry-page.js';
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
  ) {}

  @Serves('entitlements')
  async list(
    @Caller() account: Account,
    @ValidQuery() { regionId, seniorId, state, cursor, limit }: ParsedQuery<'entitlements'>,
  ): Promise<AnswerOf<'entitlements'>> {
    const { regionIds } = await this.sight.of(account, regionId);
    const page = await pageOf(limit, (take) => this.entitlements.page({ regionIds, seniorId, state, cursor, take }));
    return { ...page, items: await this.service.present(page.items) };
  }

  @Serves('entitlement')
  async one(@Caller() account: Account, @Param('id') id: string): Promise<AnswerOf<'entitlement'>> {
    const [found] = await this.service.present([await this.seen(account, id)]);
    if (found === undefined) throw new ProblemError('not-found');
    return found;
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
    const [found] = await this.entitlements.page({ regionIds, id, take: 1 });
    if (found === undefined) throw new ProblemError('not-found');
    return found;
  }
}
