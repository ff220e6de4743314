import { Controller, Req } from '@nestjs/common';
import { TrustedProxies, type AskingRequest } from '@silverbell/adapter-runtime';
import { ValidBody, type ParsedBody } from '../http/routes/parameters.js';
import { Serves } from '../http/routes/serves.js';
import { SessionTokens } from './session-tokens.js';
import type { AnswerOf } from '@silverbell/wire';
import { loginAnswer } from './login.presenter.js';
import { PasswordCheck } from './password-check.js';
import { SessionLimitsOfRegions } from './session-limits-of-regions.js';

@Controller()
export class LoginController {
  constructor(
    private readonly passwords: PasswordCheck,
    private readonly tokens: SessionTokens,
    private readonly proxies: TrustedProxies,
    private readonly limits: SessionLimitsOfRegions,
  ) {}

  @Serves('login')
  async login(@ValidBody() typed: ParsedBody<'login'>, @Req() request: AskingRequest): Promise<AnswerOf<'login'>> {
    const account = await this.passwords.accountOf(typed, this.proxies.clientOf(request));
    return loginAnswer(account, await this.tokens.issue(account, await this.limits.of(account.regionId)));
  }
}
