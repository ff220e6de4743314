import { Controller, Req } from '@nestjs/common';
import { TrustedProxies, type AskingRequest } from '@silverbell/adapter-runtime';
import type { AnswerOf } from '@silverbell/wire';
import { ValidBody, type ParsedBody } from '../../http/routes/parameters.js';
import { Serves } from '../../http/routes/serves.js';
import { loginAnswer } from '../login.presenter.js';
import { SecondFactors } from '../second-factor.js';
import { SessionLifecycle } from '../session-lifecycle.js';
import { OrganisationLogin } from './organisation-login.js';

@Controller()
export class OrganisationLoginController {
  constructor(
    private readonly logins: OrganisationLogin,
    private readonly sessions: SessionLifecycle,
    private readonly factors: SecondFactors,
    private readonly proxies: TrustedProxies,
  ) {}

  @Serves('beginOrganisationLogin')
  begin(@ValidBody() { page }: ParsedBody<'beginOrganisationLogin'>): Promise<AnswerOf<'beginOrganisationLogin'>> {
    return this.logins.begin(page);
  }

  @Serves('finishOrganisationLogin')
  async finish(
    @ValidBody() { ticket, answer, code }: ParsedBody<'finishOrganisationLogin'>,
    @Req() request: AskingRequest,
  ): Promise<AnswerOf<'finishOrganisationLogin'>> {
    const address = this.proxies.clientOf(request);
    const known =
      answer === undefined
        ? await this.logins.withCode(ticket, code, address)
        : await this.logins.cameBack(ticket, answer, address);
    if ('ticket' in known) return { login: null, ticket: known.ticket };
    const issued = await this.sessions.begin(known.account, request.headers['user-agent']);
    return { login: loginAnswer(known.account, issued, this.factors.isMissing(known.account)), ticket: null };
  }
}
