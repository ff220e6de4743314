import { Controller, Req } from '@nestjs/common';
import {
  Body,
  Serves,
  SessionTokens,
  TrustedProxies,
  type AskingRequest,
  type ParsedBody,
} from '@silverbell/adapter-nest';
import { toIso } from '@silverbell/kernel';
import type { AnswerOf } from '@silverbell/wire';
import { PasswordCheck } from './password-check.js';

@Controller()
export class LoginController {
  constructor(
    private readonly passwords: PasswordCheck,
    private readonly tokens: SessionTokens,
    private readonly proxies: TrustedProxies,
  ) {}

  @Serves('login')
  async login(@Body() typed: ParsedBody<'login'>, @Req() request: AskingRequest): Promise<AnswerOf<'login'>> {
    const account = await this.passwords.accountOf(typed, this.proxies.clientOf(request));
    const { token, expiresAt } = await this.tokens.issue(account);
    return {
      accessToken: token,
      expiresAt: toIso(expiresAt),
      user: { id: account.id, name: account.name, role: account.role, regionId: account.regionId },
    };
  }
}
