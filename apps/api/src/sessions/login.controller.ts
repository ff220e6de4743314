import { Controller, Req } from '@nestjs/common';
import {
  Body,
  Serves,
  SessionTokens,
  TrustedProxies,
  type AskingRequest,
  type ParsedBody,
} from '@silverbell/adapter-nest';
import type { AnswerOf } from '@silverbell/wire';
import { loginAnswer } from './login-answer.js';
import { PasswordCheck } from './password-check.js';
import { SessionLimitsOfRegions } from './session-limits.js';

@Controller()
export class LoginController {
  constructor(
    private readonly passwords: PasswordCheck,
    private readonly tokens: SessionTokens,
    private readonly proxies: TrustedProxies,
    private readonly limits: SessionLimitsOfRegions,
  ) {}

  @Serves('login')
  async login(@Body() typed: ParsedBody<'login'>, @Req() request: AskingRequest): Promise<AnswerOf<'login'>> {
    const account = await this.passwords.accountOf(typed, this.proxies.clientOf(request));
    return loginAnswer(account, await this.tokens.issue(account, await this.limits.of(account.regionId)));
  }
}
