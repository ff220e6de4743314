import { Controller, Req } from '@nestjs/common';
import { ProblemError } from '../http/problems/problem-error.js';
import { Serves } from '../http/routes/serves.js';
import { SessionTokens } from './session-tokens.js';
import type { SessionRequest } from '../http/routes/route.guard.js';
import type { AnswerOf } from '@silverbell/wire';
import { loginAnswer } from './login.presenter.js';
import { SessionLimitsOfRegions } from './session-limits-of-regions.js';

/** Renews the token of a session. The route guard has checked the account, as at every call. */
@Controller()
export class RenewalController {
  constructor(
    private readonly tokens: SessionTokens,
    private readonly limits: SessionLimitsOfRegions,
  ) {}

  @Serves('renew')
  async renew(@Req() { session }: SessionRequest): Promise<AnswerOf<'renew'>> {
    if (!session) throw new ProblemError('not-logged-in');
    const { account, since } = session;
    return loginAnswer(account, await this.tokens.issue(account, await this.limits.of(account.regionId), since));
  }
}
