import { describe, expect, it } from '@jest/globals';
import type { Consequence } from '@silverbell/incidents';
import { as, type IncidentId, type Instant } from '@silverbell/kernel';
import type { ClaimedRow, Sender } from '@silverbell/usecases';
import type { Composing, OutgoingMessage } from './message.js';
import type { IncidentCard, PhoneEntry } from './phone-book.port.js';

export const suiteNow = Date.UTC(2026, 2, 1, 4) as Instant;

export const offer = (channel: 'sms' | 'voice'): Consequence => ({
  kind: 'offer',
  channel,
  helperId: as('wang'),
  offerId: as('offer-1'),
});

const over: Consequence = {
  ...{ kind: 'offer-over', channel: 'sms', helperId: as('wang'), offerId: as('offer-1'), reason: 'recalled' },
};
const news = (channel: 'sms' | 'voice'): Consequence => ({
  ...{ kind: 'contact-message', channel, who: 'at-risk', what: 'at-risk' },
});
const leave: Consequence = { kind: 'home-call', channel: 'voice', homeId: as('h1'), what: 'leave-the-house' };

const bringKey: Consequence = { kind: 'key-holder-message', channel: 'sms', homeId: as('h1'), what: 'bring-key' };

/** What tells a helper, a contact, who keeps a key, or the home itself. */
const TOLD_TO_OTHERS: readonly (readonly [kind: string, channel: 'sms' | 'voice', to: string, body: Consequence])[] = [
  ['offer', 'sms', 'helper:wang', offer('sms')],
  ['offer', 'voice', 'helper:wang', offer('voice')],
  ['recall', 'sms', 'helper:wang', over],
  ['message', 'sms', 'contact:ming', news('sms')],
  ['message', 'voice', 'contact:ming', news('voice')],
  ['call', 'voice', 'home:h1', leave],
  ['wish for the key', 'sms', 'key:k1', bringKey],
];

export const rowOf = (body: Consequence, more: Partial<ClaimedRow> = {}): ClaimedRow => ({
  id: `event-1:${body.channel}:helper:wang`,
  incidentId: as<IncidentId>('incident-1'),
  channel: body.channel,
  recipient: 'helper:wang',
  body,
  urgency: 0,
  createdAt: suiteNow,
  notAfter: null,
  attempts: 1,
  ...more,
});

const PHONES: Readonly<Record<string, PhoneEntry>> = {
  'helper:wang': { phone: '+86 10 5555 0101', language: 'zh-CN', kind: 'helper' },
  'helper:english': { phone: '+86 10 5555 0102', language: 'en', kind: 'helper' },
  'contact:ming': { phone: '+86 10 5555 0103', language: 'zh-CN', kind: 'contact' },
  'home:h1': { phone: '+86 10 5555 0104', language: 'zh-CN', kind: 'home' },
  'key:k1': { phone: '+86 10 5555 0106', language: 'zh-CN', kind: 'key' },
  'seat:lead': { phone: '+86 10 5555 0105', language: 'zh-CN', kind: 'seat' },
  'helper:no-phone': { phone: '', language: 'en', kind: 'helper' },
};
export const suiteBook = (recipient: string): Promise<PhoneEntry | null> => Promise.resolve(PHONES[recipient] ?? null);

const CARD: IncidentCard = { number: 1042, area: '青石村', outsideOnly: false, silent: false, expectedArrivalS: 350 };

export interface SenderUnderTest {
  readonly sender: Sender;
  /** What has left the house by now. */
  readonly outgoing: () => readonly OutgoingMessage[];
}

/** What every sender of words promises, whatever carries them. */
export function promisesOfASender(
  name: string,
  make: (channel: 'sms' | 'voice', composing: Composing) => Promise<SenderUnderTest>,
): void {
  describe(name, () => {
    it.each(['sms', 'voice'] as const)(
      'sends the words of an offer by %s to the number in the phone book',
      async (channel) => {
        const { sender, outgoing } = await make(channel, { phoneBook: suiteBook });
        expect(sender.channel).toBe(channel);
        expect(['sent', 'delivered']).toContain((await sender.send(rowOf(offer(channel)))).result);
        expect(outgoing()).toMatchObject([
          { to: '+86 10 5555 0101', language: 'zh-CN', text: expect.stringContaining('老人求助') },
        ]);
      },
    );

    it('speaks the language of whoever is called', async () => {
      const { sender, outgoing } = await make('voice', { phoneBook: suiteBook });
      await sender.send(rowOf(offer('voice'), { recipient: 'helper:english' }));
      expect(outgoing()[0]).toMatchObject({ language: 'en', text: expect.stringContaining('press 1') });
    });

    it('says by which keys a call is answered, and what they are about', async () => {
      const { sender, outgoing } = await make('voice', { phoneBook: suiteBook });
      await sender.send(rowOf(offer('voice')));
      expect(outgoing()[0]).toMatchObject({
        keys: { '1': 'accept', '2': 'decline' },
        about: { incidentId: 'incident-1', recipient: 'helper:wang', kind: 'offer', offerId: 'offer-1', role: null },
      });
    });

    it.each([
      ['nobody has that key', 'helper:nobody'],
      ['there is no number', 'helper:no-phone'],
      ['a seat is empty', 'role:county-duty'],
    ])('gives up at once when %s, and sends nothing', async (_why, recipient) => {
      const { sender, outgoing } = await make('sms', { phoneBook: suiteBook });
      expect(await sender.send(rowOf(offer('sms'), { recipient }))).toEqual({
        result: 'permanent',
        error: 'no-number',
      });
      expect(outgoing()).toEqual([]);
    });

    it('gives up at once on what has no words', async () => {
      const { sender, outgoing } = await make('sms', { phoneBook: suiteBook });
      const receipt: Consequence = {
        ...{ kind: 'receipt', channel: 'device', deviceId: as('d'), alertId: 'a', stage: 'received' },
        ...{ again: false, silent: false, etaMinutes: null, helperId: null },
      };
      expect(await sender.send(rowOf(receipt, { channel: 'sms' }))).toEqual({ result: 'permanent', error: 'no-words' });
      expect(outgoing()).toEqual([]);
    });

    it('lets a phone book that cannot be read fail the attempt, not the message', async () => {
      const { sender } = await make('sms', { phoneBook: () => Promise.reject(new Error('database away')) });
      await expect(sender.send(rowOf(offer('sms')))).rejects.toThrow('database away');
    });

    it('sends general words when the case cannot be looked up, with the precautions', async () => {
      const { sender, outgoing } = await make('sms', {
        phoneBook: suiteBook,
        cards: () => Promise.reject(new Error('away')),
      });
      await sender.send(rowOf(offer('sms')));
      expect(outgoing()[0]?.text).toContain('先在屋外确认安全');
    });

    it.each(TOLD_TO_OTHERS)('H10: skips a waiting %s by %s to %s once a panic joined', async (_, channel, to, body) => {
      const send = async (silent: boolean): Promise<readonly [string, number]> => {
        const { sender, outgoing } = await make(channel, {
          phoneBook: suiteBook,
          cards: () => Promise.resolve({ ...CARD, silent }),
        });
        const { result } = await sender.send(rowOf(body, { recipient: to }));
        return [result, outgoing().length];
      };
      expect(await send(false)).toEqual([expect.stringMatching(/^(sent|delivered)$/), 1]);
      expect(await send(true)).toEqual(['skipped', 0]);
    });

    it('H10: goes on ringing the desk of a case that has fallen silent', async () => {
      const { sender, outgoing } = await make('voice', {
        phoneBook: suiteBook,
        cards: () => Promise.resolve({ ...CARD, silent: true }),
      });
      const body = { kind: 'role-call', channel: 'voice', role: 'lead', what: 'no-progress' } as const;
      await sender.send(rowOf(body, { recipient: 'seat:lead' }));
      expect(outgoing()).toMatchObject([{ to: '+86 10 5555 0105' }]);
    });

    it('gives every attempt the same id, so that a second copy can be dropped', async () => {
      const { sender, outgoing } = await make('sms', { phoneBook: suiteBook });
      await sender.send(rowOf(offer('sms')));
      await sender.send(rowOf(offer('sms'), { attempts: 2 }));
      expect(outgoing().map(({ id, attempt }) => [id, attempt])).toEqual([
        ['event-1:sms:helper:wang', 1],
        ['event-1:sms:helper:wang', 2],
      ]);
    });
  });
}
