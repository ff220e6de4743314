import { Controller, Req } from '@nestjs/common';
import { TrustedProxies, type AskingRequest } from '@silverbell/adapter-runtime';
import { ValidBody, type ParsedBody } from '../http/routes/parameters.js';
import { Serves } from '../http/routes/serves.js';
import type { AnswerOf } from '@silverbell/wire';
import { loginAnswer } from './login.presenter.js';
import { PasswordCheck } from './password-check.js';
import { SecondFactors } from './second-factor.js';
import { SessionLifecycle } from './session-lifecycle.js';

@Controller()
export class LoginController {
  constructor(
    private readonly passwords: PasswordCheck,
    private readonly sessions: SessionLifecycle,
    private readonly proxies: TrustedProxies,
    private readonly factors: SecondFactors,
  ) {}

  @Serves('login')
  async login(@ValidBody() typed: ParsedBody<'login'>, @Req() request: AskingRequest): Promise<AnswerOf<'login'>> {
    const account = await this.passwords.accountFor(typed, this.proxies.clientOf(request));
    const issued = await this.sessions.begin(account, request.headers['user-agent']);
    return loginAnswer(account, issued, this.factors.isMissing(account));
  }
}
