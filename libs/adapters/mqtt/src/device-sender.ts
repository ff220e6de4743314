import type { Consequence } from '@silverbell/incident';
import type { Clock, DeviceId } from '@silverbell/kernel';
import { command, encode, receipt, topicOf } from '@silverbell/mqtt-contract';
import type { ClaimedRow, Sender, SendResult } from '@silverbell/usecases';
import type { ReceiptStage } from '@silverbell/vocabulary';
import type { DevicePublisher } from './device-publisher.port.js';
import type { HelperCards } from './devices.port.js';
import { errorFacts, type Log } from './log.port.js';
import type { Metrics } from './metrics.port.js';

/** How a senior is told what a helper is to her; the words of the wire, `test/architecture` holds them together. */
export const HELPER_KIND_WORDS: Readonly<Record<string, string>> = {
  aide: '助老员',
  'grid-worker': '网格员',
  neighbour: '邻居',
  volunteer: '志愿者',
  carer: '护理员',
  'village-doctor': '村医',
};

type ReceiptFacts = Extract<Consequence, { kind: 'receipt' }>;
type CommandFacts = Extract<Consequence, { kind: 'device-command' }>;

/** What the device says. `received` promises a person's attention and no more; no helper is named before she promised to come. */
export function wordsOf(stage: ReceiptStage, helperName: string | null, etaMinutes: number | null): string {
  const eta = etaMinutes === null ? '' : `，预计${Math.max(1, Math.round(etaMinutes))}分钟到`;
  switch (stage) {
    case 'received':
      return '信号已收到，正在转接值班人员';
    case 'attended':
      return '值班人员已接手，请稍候';
    case 'calling-you':
      return '正在给您回电';
    case 'searching':
      return '正在找人过去';
    case 'helper-assigned':
      return `${helperName ?? '助老员'}正在赶来${eta}`;
    case 'helper-changed':
      return '换人前往，请稍候';
    case 'helper-arrived':
      return `${helperName ?? '助老员'}已到您家`;
    case 'emergency-called':
      return '已呼叫急救，请保持通话';
    case 'still-trying':
      return '还在联系，请不要着急';
    case 'closed':
      return '本次求助已结束，需要时请再按';
  }
}

/** A drill must not be heard as a promise that a helper comes (H13). */
const DRILL_MARK = '【演练】';

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
    const helperName = helper && `${helper.familyName} ${HELPER_KIND_WORDS[helper.kind] ?? '助老员'}`;
    const message = receipt({
      alertId: body.alertId,
      stage: body.stage,
      at: this.deps.clock.now(),
      etaMinutes: body.etaMinutes,
      helperName,
      say: `${body.drill === true ? DRILL_MARK : ''}${wordsOf(body.stage, helperName, body.etaMinutes)}`,
      silent: body.silent,
    });
    await this.deps.publisher.publish(topicOf('receipt', address), encode(message));
    this.deps.metrics.inc('receipts_total', { stage: body.stage });
  }
}
