import { Controller, Req } from '@nestjs/common';
import { ProblemError } from '../http/problems/problem-error.js';
import { Serves } from '../http/routes/serves.js';
import type { SessionRequest } from '../http/routes/route.guard.js';
import type { AnswerOf } from '@silverbell/wire';
import { loginAnswer } from './login.presenter.js';
import { SecondFactors } from './second-factor.js';
import { SessionLifecycle } from './session-lifecycle.js';

/** Renews the token of a session. The route guard has checked the account, as at every call. */
@Controller()
export class RenewalController {
  constructor(
    private readonly sessions: SessionLifecycle,
    private readonly factors: SecondFactors,
  ) {}

  @Serves('renew')
  async renew(@Req() { session }: SessionRequest): Promise<AnswerOf<'renew'>> {
    if (!session) throw new ProblemError('not-logged-in');
    return loginAnswer(session.account, await this.sessions.goOn(session), this.factors.isMissing(session.account));
  }
}
