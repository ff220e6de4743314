import { Controller, Param } from '@nestjs/common';
import type { AnswerOf } from '@silverbell/wire';
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
import { accountOnWire } from './account.presenter.js';
import { AccountsService } from './accounts.service.js';
import type { Account } from './sessions.js';

/** For security administrators: who may log in, and as what. */
@Controller()
export class AccountsController {
  constructor(private readonly service: AccountsService) {}

  @Serves('accounts')
  async accounts(
    @Caller() keeper: Account,
    @ValidQuery() query: ParsedQuery<'accounts'>,
  ): Promise<AnswerOf<'accounts'>> {
    const { regionId, q, waiting, cursor, limit } = query;
    const found = await this.service.list(keeper, regionId, {
      words: q ?? null,
      isWaiting: waiting === 'true',
      after: cursor ?? null,
      limit: limit + 1,
    });
    const items = found.slice(0, limit);
    return {
      items: items.map(accountOnWire),
      nextCursor: found.length > limit ? (items.at(-1)?.username ?? null) : null,
    };
  }

  @Serves('createAccount')
  create(
    @Caller() keeper: Account,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() body: ParsedBody<'createAccount'>,
  ): Promise<AnswerOf<'createAccount'>> {
    return this.service.create(keeper, headers, body);
  }

  @Serves('changeAccount')
  async change(
    @Caller() keeper: Account,
    @ValidHeaders() headers: CommandHeaders,
    @Param('id') id: string,
    @ValidBody() body: ParsedBody<'changeAccount'>,
  ): Promise<AnswerOf<'changeAccount'>> {
    return accountOnWire(await this.service.change(keeper, headers, id, body));
  }

  @Serves('agreeToRoles')
  async agree(
    @Caller() keeper: Account,
    @ValidHeaders() headers: CommandHeaders,
    @Param('id') id: string,
  ): Promise<AnswerOf<'agreeToRoles'>> {
    return accountOnWire(await this.service.agree(keeper, headers, id));
  }

  @Serves('disableAccount')
  async disable(
    @Caller() keeper: Account,
    @ValidHeaders() headers: CommandHeaders,
    @Param('id') id: string,
    @ValidBody() { reason }: ParsedBody<'disableAccount'>,
  ): Promise<AnswerOf<'disableAccount'>> {
    return accountOnWire(await this.service.disable(keeper, headers, id, reason));
  }

  @Serves('enableAccount')
  async enable(
    @Caller() keeper: Account,
    @ValidHeaders() headers: CommandHeaders,
    @Param('id') id: string,
  ): Promise<AnswerOf<'enableAccount'>> {
    return accountOnWire(await this.service.enable(keeper, headers, id));
  }

  @Serves('resetPassword')
  resetPassword(
    @Caller() keeper: Account,
    @Param('id') id: string,
    @ValidHeaders() headers: CommandHeaders,
  ): Promise<AnswerOf<'resetPassword'>> {
    return this.service.resetPassword(keeper, headers, id);
  }
}
