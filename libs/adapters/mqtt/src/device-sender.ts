import type { Consequence } from '@silverbell/incidents';
import type { Clock, DeviceId } from '@silverbell/kernel';
import { command, encode, receipt, topicOf } from '@silverbell/mqtt-contract';
import type { ClaimedRow, Sender, SendResult } from '@silverbell/usecases';
import {
  HELPER_KIND_LABELS,
  HELPER_KINDS,
  PRACTICE_MARKS,
  RECEIPT_STAGE_LABELS,
  type ReceiptStage,
} from '@silverbell/vocabulary';
import type { DevicePublisher } from './device-publisher.port.js';
import type { HelperCards } from './devices.port.js';
import { errorFacts, type Log } from './log.port.js';
import type { Metrics } from './metrics.port.js';

type ReceiptFacts = Extract<Consequence, { kind: 'receipt' }>;
type CommandFacts = Extract<Consequence, { kind: 'device-command' }>;

/** What the device says. `received` promises a person's attention and no more; no helper is named before she promised to come. */
export function receiptText(stage: ReceiptStage, helperName: string | null, etaMinutes: number | null): string {
  const eta = etaMinutes === null ? '' : `，预计${Math.max(1, Math.round(etaMinutes))}分钟到`;
  switch (stage) {
    case 'helper-assigned':
      return `${helperName ?? HELPER_KIND_LABELS.aide['zh-CN']}正在赶来${eta}`;
    case 'helper-arrived':
      return `${helperName ?? HELPER_KIND_LABELS.aide['zh-CN']}已到您家`;
    default:
      return RECEIPT_STAGE_LABELS[stage]['zh-CN'];
  }
}

/** What a helper of this kind is to a senior; a kind that is not listed is called a care assistant. */
const kindLabelOf = (kind: string): string =>
  HELPER_KIND_LABELS[HELPER_KINDS.find((one) => one === kind) ?? 'aide']['zh-CN'];

export interface DeviceSenderDeps {
  readonly publisher: DevicePublisher;
  /** Whose prefix the device's receipts go to: a button behind a hub hears through its hub. */
  readonly addressOf: (deviceId: DeviceId) => Promise<DeviceId>;
  readonly helperCards: HelperCards;
  readonly clock: Clock;
  readonly metrics: Metrics;
  readonly log: Log;
}

/** The senior gets an answer on the device. What else a device is asked, it is asked here too. "Sent" when the broker has it: the device repeats its alert until it heard us. */
export class DeviceSender implements Sender {
  readonly channel = 'device' as const;

  constructor(private readonly deps: DeviceSenderDeps) {}

  async send({ id, incidentId, body }: ClaimedRow): Promise<SendResult> {
    if (body.kind !== 'receipt' && body.kind !== 'device-command')
      return { result: 'permanent', error: `no message for a device: ${body.kind}` };
    try {
      if (body.kind === 'receipt') await this.sendReceipt(body);
      else await this.sendCommand(id, body);
      return { result: 'sent' };
    } catch (error) {
      const facts = errorFacts(error);
      this.deps.log.warn('not-sent-to-device', { incident: incidentId, kind: body.kind, ...facts });
      return { result: 'temporary', error: facts.code ?? facts.error };
    }
  }

  private async sendCommand(id: string, body: CommandFacts): Promise<void> {
    const address = await this.deps.addressOf(body.deviceId);
    await this.deps.publisher.publish(topicOf('command', address), encode(command(id, body.command)));
  }

  private async sendReceipt(body: ReceiptFacts): Promise<void> {
    const [address, helper] = await Promise.all([
      this.deps.addressOf(body.deviceId),
      // A name that cannot be read must not keep the answer back.
      body.helperId === null || body.silent ? null : this.deps.helperCards(body.helperId).catch(() => null),
    ]);
    const helperName = helper && `${helper.familyName} ${kindLabelOf(helper.kind)}`;
    const message = receipt({
      alertId: body.alertId,
      stage: body.stage,
      at: this.deps.clock.now(),
      etaMinutes: body.etaMinutes,
      helperName,
      say: `${body.drill === true ? PRACTICE_MARKS.drill['zh-CN'] : ''}${receiptText(body.stage, helperName, body.etaMinutes)}`,
      silent: body.silent,
    });
    await this.deps.publisher.publish(topicOf('receipt', address), encode(message));
    this.deps.metrics.inc('receipts_total', { stage: body.stage });
  }
}
