import type { Clock } from '@silverbell/kernel';
import type { ChannelTestSender, SendResult } from '@silverbell/usecases';
import type { Label } from '@silverbell/vocabulary';
import { postSigned, type WebhookTarget } from './gateway.js';
import type { PhoneBook } from './phone-book.port.js';

type Test = Parameters<ChannelTestSender['send']>[0];

/** Said digit by digit, so that a voice reads no number of thousands. */
const WORDS: Readonly<Record<Test['channel'], (code: string) => Label>> = {
  sms: (code) => ({
    'zh-CN': `【银铃】每周联络自检，不是求助。请在助老员应用中输入 ${code} 确认收到。`,
    en: `Silverbell: weekly test of this number, no call for help. Please enter ${code} in the helper app.`,
  }),
  voice: (code) => ({
    'zh-CN': `这里是银铃紧急呼叫服务。这是每周联络自检，不是求助。请在助老员应用中输入数字 ${[...code].join('，')}。`,
    en: `This is the Silverbell emergency service. This is a weekly test and no call for help. Please enter ${[...code].join(', ')} in the helper app.`,
  }),
};

/**
 * Says the code of a self-test through the gateway that says alarms too: it is that way that is tested. The message is like every other one,
 * with `about.kind` `channel-test` and no incident. `target` is `null` where no gateway is set: with `pretend` (the demo) the test counts as
 * delivered, else as failed.
 */
export class GatewayChannelTestSender implements ChannelTestSender {
  constructor(
    private readonly phoneBook: PhoneBook,
    private readonly targetOf: (channel: Test['channel']) => WebhookTarget | null,
    private readonly pretend: boolean,
    private readonly clock: Clock,
  ) {}

  async send({ id, helperId, channel, code, answerBy }: Test): Promise<SendResult> {
    const recipient = `helper:${helperId}`;
    const entry = await this.phoneBook(recipient);
    if (entry === null || entry.phone === '') return { result: 'permanent', error: 'no-number' };
    const target = this.targetOf(channel);
    if (target === null) return this.pretend ? { result: 'delivered' } : { result: 'permanent', error: 'no-provider' };
    const message = {
      ...{
        id,
        attempt: 1,
        channel,
        to: entry.phone,
        language: entry.language,
        text: WORDS[channel](code)[entry.language],
      },
      ...{ keys: {}, about: { incidentId: null, recipient, kind: 'channel-test', offerId: null, role: null } },
      notAfter: new Date(answerBy).toISOString(),
    };
    return postSigned(message, target, this.clock);
  }
}
