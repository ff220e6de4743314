import { Controller, Param } from '@nestjs/common';
import type { AccountRecord } from '@silverbell/adapter-postgres';
import type { AnswerOf, Account as AccountOnWire } from '@silverbell/wire';
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
import { AccountsService } from './accounts.service.js';
import type { Account } from './sessions.js';

/** For security administrators: who may log in, and as what. */
@Controller()
export class AccountsController {
  constructor(private readonly desk: AccountsService) {}

  @Serves('accounts')
  async accounts(
    @Caller() keeper: Account,
    @ValidQuery() query: ParsedQuery<'accounts'>,
  ): Promise<AnswerOf<'accounts'>> {
    const { regionId, q, cursor, limit } = query;
    const found = await this.desk.list(keeper, regionId, { words: q ?? null, after: cursor ?? null, limit: limit + 1 });
    const items = found.slice(0, limit);
    return {
      items: items.map(wireOf),
      nextCursor: found.length > limit ? (items.at(-1)?.username ?? null) : null,
    };
  }

  @Serves('createAccount')
  create(
    @Caller() keeper: Account,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() body: ParsedBody<'createAccount'>,
  ): Promise<AnswerOf<'createAccount'>> {
    return this.desk.create(keeper, headers, body);
  }

  @Serves('changeAccount')
  async change(
    @Caller() keeper: Account,
    @Param('id') id: string,
    @ValidBody() body: ParsedBody<'changeAccount'>,
  ): Promise<AnswerOf<'changeAccount'>> {
    return wireOf(await this.desk.change(keeper, id, body));
  }

  @Serves('agreeToRoles')
  async agree(@Caller() keeper: Account, @Param('id') id: string): Promise<AnswerOf<'agreeToRoles'>> {
    return wireOf(await this.desk.agree(keeper, id));
  }

  @Serves('disableAccount')
  async disable(
    @Caller() keeper: Account,
    @Param('id') id: string,
    @ValidBody() { reason }: ParsedBody<'disableAccount'>,
  ): Promise<AnswerOf<'disableAccount'>> {
    return wireOf(await this.desk.disable(keeper, id, reason));
  }

  @Serves('resetPassword')
  resetPassword(
    @Caller() keeper: Account,
    @Param('id') id: string,
    @ValidHeaders() headers: CommandHeaders,
  ): Promise<AnswerOf<'resetPassword'>> {
    return this.desk.resetPassword(keeper, headers, id);
  }
}

const wireOf = ({ waiting, oneTimeUntil, ...record }: AccountRecord): AccountOnWire => ({
  ...{ id: record.id, username: record.username, name: record.name, helperId: record.helperId },
  ...{ seniorIds: [...record.seniorIds], disabled: record.disabled, hasTotp: record.hasTotp },
  roles: record.roles.map((grant) => ({ ...grant })),
  waitingRoles: waiting.map((grant) => ({ ...grant })),
  mustChangePassword: oneTimeUntil !== null,
});
