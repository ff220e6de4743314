import { Controller, Headers, Inject, Req } from '@nestjs/common';
import type { Settings } from '@silverbell/adapter-runtime';
import { ValidBody, type ParsedBody } from '../http/routes/parameters.js';
import { ProblemError } from '../http/problems/problem-error.js';
import { Serves } from '../http/routes/serves.js';
import { readCallback, SIGNATURE_HEADER, type Callback } from '@silverbell/adapter-notify';
import { DirectoryQueries } from '@silverbell/adapter-postgres';
import { as, type HelperId, type OfferId, type TextId } from '@silverbell/kernel';
import { executeCommand, type Deps } from '@silverbell/usecases';
import type { AnswerOf } from '@silverbell/wire';
import { markOf } from '../incidents/presenters/mark.js';
import { USE_CASE_DEPS, SETTINGS } from '../tokens.js';

/** What the gateway reads to the person who pressed. */
const SPOKEN = {
  accepted: '已接单，谢谢您，请尽快前往',
  taken: '已有人接单，谢谢您',
  over: '这次邀请已失效，您不用去了，谢谢您',
  charge: '已由您接手，谢谢',
  declined: '好的，打扰了',
  heard: '收到',
} as const;

/** Deliveries and key presses during automatic calls. Believed only when signed with the webhook secret. */
@Controller()
export class VoiceHookController {
  constructor(
    private readonly directory: DirectoryQueries,
    @Inject(USE_CASE_DEPS) private readonly deps: Deps,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  @Serves('voiceHook')
  async reported(
    @ValidBody() _: ParsedBody<'voiceHook'>,
    @Req() request: { readonly rawBody?: Buffer },
    @Headers(SIGNATURE_HEADER) signature?: string,
  ): Promise<AnswerOf<'voiceHook'>> {
    const { webhookSecret } = this.settings;
    if (webhookSecret === null || !request.rawBody) throw new ProblemError('not-allowed');
    const callback = readCallback(request.rawBody.toString('utf8'), signature, webhookSecret, this.deps.clock.now());
    if (!callback) throw new ProblemError('not-allowed');
    return { say: callback.type === 'delivery' ? await this.delivered(callback) : await this.pressed(callback) };
  }

  private async delivered({ about, state, id }: Extract<Callback, { type: 'delivery' }>): Promise<string> {
    if (about.offerId !== null) {
      await executeCommand(this.deps, {
        ref: { by: 'incident', id: about.incidentId },
        by: { kind: 'system', id: 'gateway' },
        intent: {
          type: 'report-delivery',
          offerId: about.offerId,
          channel: channelOf(id),
          delivered: state === 'delivered',
        },
      });
    }
    return SPOKEN.heard;
  }

  private async pressed({ about, means, recipient }: Extract<Callback, { type: 'key-press' }>): Promise<string> {
    if (means === 'take-charge' && about.role !== null)
      return this.takesCharge(about.incidentId, recipient, about.role);
    if (means === 'accept' && about.offerId !== null) return this.accepts(about.offerId, recipient);
    if (means === 'decline' && about.offerId !== null) {
      await executeCommand(this.deps, {
        ref: { by: 'offer', id: about.offerId },
        by: helperBehind(recipient),
        intent: { type: 'decline', offerId: about.offerId, reason: 'not-said' },
      });
      return SPOKEN.declined;
    }
    return SPOKEN.heard;
  }

  private async accepts(offerId: OfferId, recipient: string): Promise<string> {
    const result = await executeCommand(this.deps, {
      ref: { by: 'offer', id: offerId },
      by: helperBehind(recipient),
      intent: { type: 'accept', offerId },
    });
    if (result.ok) return markOf(result.incident) + SPOKEN.accepted;
    return result.refusal.refused === 'offer-taken' ? SPOKEN.taken : SPOKEN.over;
  }

  private async takesCharge(
    incidentId: Extract<Callback, { type: 'key-press' }>['incidentId'],
    recipient: string,
    role: string,
  ): Promise<string> {
    const name = (await this.directory.reach([recipient], this.deps.clock.now())).get(recipient)?.name;
    const text = name === undefined ? null : { id: as<TextId>(this.deps.newId()), what: 'name' as const, body: name };
    const result = await executeCommand(this.deps, {
      ref: { by: 'incident', id: incidentId },
      by: { kind: 'duty-person', id: recipient },
      intent: { type: 'take-charge', role, personName: text?.id ?? null },
      texts: text === null ? [] : [text],
    });
    return (result.ok ? markOf(result.incident) : '') + SPOKEN.charge;
  }
}

const helperBehind = (recipient: string) =>
  ({ kind: 'helper', id: as<HelperId>(recipient.replace(/^helper:/, '')) }) as const;
/** An id is `eventId:channel:recipient`. */
const channelOf = (id: string): 'sms' | 'voice' => (id.split(':')[1] === 'sms' ? 'sms' : 'voice');
