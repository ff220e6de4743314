import { Controller, Headers, Inject, Req } from '@nestjs/common';
import { SIGNATURE_HEADER, verifySignature } from '@silverbell/adapter-notify';
import type { Settings } from '@silverbell/adapter-runtime';
import { readCallReport } from '@silverbell/adapter-telephony';
import type { Clock } from '@silverbell/kernel';
import type { AnswerOf } from '@silverbell/wire';
import { ProblemError } from '../http/problems/problem-error.js';
import { ValidBody, type ParsedBody } from '../http/routes/parameters.js';
import { Serves } from '../http/routes/serves.js';
import { CLOCK, SETTINGS } from '../tokens.js';
import { TelephonyService } from './telephony.service.js';

/** What an exchange reports of calls, at least once each. Believed only when signed with the webhook secret. */
@Controller()
export class TelephonyHookController {
  constructor(
    private readonly telephony: TelephonyService,
    @Inject(SETTINGS) private readonly settings: Settings,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Serves('telephonyHook')
  async reported(
    @ValidBody() body: ParsedBody<'telephonyHook'>,
    @Req() request: { readonly rawBody?: Buffer },
    @Headers(SIGNATURE_HEADER) signature?: string,
  ): Promise<AnswerOf<'telephonyHook'>> {
    const { webhookSecret } = this.settings;
    const text = request.rawBody?.toString('utf8');
    if (webhookSecret === null || text === undefined) throw new ProblemError('not-allowed');
    if (!verifySignature(signature, text, webhookSecret, this.clock.now())) throw new ProblemError('not-allowed');
    const report = readCallReport(body);
    if (report === null) throw new ProblemError('invalid-request');
    const { id } = await this.telephony.received(report.event, report.number);
    return { callId: id };
  }
}
