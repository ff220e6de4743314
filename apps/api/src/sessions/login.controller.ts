import { Controller, Req } from '@nestjs/common';
import { PostgresAccounts } from '@silverbell/adapter-postgres';
import {
  Body,
  LoginThrottle,
  passwordMatches,
  ProblemError,
  Serves,
  SessionTokens,
  spendAsMuchAsACheck,
  type ParsedBody,
} from '@silverbell/adapter-nest';
import { toIso } from '@silverbell/kernel';
import type { AnswerOf } from '@silverbell/wire';

@Controller()
export class LoginController {
  constructor(
    private readonly accounts: PostgresAccounts,
    private readonly tokens: SessionTokens,
    private readonly throttle: LoginThrottle,
  ) {}

  @Serves('login')
  async login(
    @Body() { username, password }: ParsedBody<'login'>,
    @Req() request: { readonly ip?: string },
  ): Promise<AnswerOf<'login'>> {
    const address = request.ip ?? '';
    const waitS = this.throttle.waitS(username, address);
    if (waitS > 0) throw new ProblemError('too-many-logins', { retryAfterS: waitS, facts: { waitS } });
    const account = await this.accounts.byUsername(username);
    const right = account ? await passwordMatches(account.passwordHash, password) : await spendAsMuchAsACheck(password);
    if (!account || !right || account.disabled) {
      this.throttle.failed(username, address);
      throw new ProblemError('login-failed');
    }
    this.throttle.succeeded(username, address);
    if (account.suspended) throw new ProblemError('account-suspended');
    const { token, expiresAt } = await this.tokens.issue(account.id);
    return {
      accessToken: token,
      expiresAt: toIso(expiresAt),
      user: { id: account.id, name: account.name, role: account.role, regionId: account.regionId },
    };
  }
}
