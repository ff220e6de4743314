import { describe, expect, it } from '@jest/globals';
import { after, as, minutes, seconds, type Instant } from '@silverbell/kernel';
import type { Consequence } from '@silverbell/incidents';
import { parseCallback, readCallback } from './callback.js';
import { compose, type OutgoingMessage } from './message.js';
import { offer, rowOf, suiteBook, suiteNow } from './sender.suite.js';
import { sign, verifySignature } from './signature.js';

const SECRET = 's3cret';
const body = '{"hello":"铃"}';

describe('a signature', () => {
  const header = sign(body, SECRET, suiteNow);

  it('is accepted for the body, the secret and the time it was made for', () => {
    expect(verifySignature(header, body, SECRET, after(suiteNow, seconds(20)))).toBe(true);
  });

  it.each([
    ['another body', header, `${body} `, SECRET, suiteNow],
    ['another secret', header, body, 'other', suiteNow],
    ['no secret at all', sign(body, '', suiteNow), body, '', suiteNow],
    ['an old one, which may have been overheard', header, body, SECRET, after(suiteNow, minutes(6))],
    ['one from the future', header, body, SECRET, after(suiteNow, minutes(-6))],
    [
      'another time than was signed',
      header.replace(/t=\d+/, `t=${String(suiteNow / 1_000 + 1)}`),
      body,
      SECRET,
      suiteNow,
    ],
    ['nothing', undefined, body, SECRET, suiteNow],
    ['nonsense', 't=now,v1=zz', body, SECRET, suiteNow],
    ['half a signature', header.slice(0, -2), body, SECRET, suiteNow],
  ] as [string, string | undefined, string, string, Instant][])(
    'is refused for %s',
    (_why, given, text, secret, now) => {
      expect(verifySignature(given, text, secret, now)).toBe(false);
    },
  );

  it('is accepted beside one of the next secret, so that secrets can be changed', () => {
    const both = `${sign(body, 'next', suiteNow)},${sign(body, SECRET, suiteNow).split(',')[1] ?? ''}`;
    expect(verifySignature(both, body, SECRET, suiteNow)).toBe(true);
    expect(verifySignature(both, body, 'next', suiteNow)).toBe(true);
  });
});

describe('what a gateway reports', () => {
  const sent = async (consequence: Consequence) =>
    (await compose(rowOf(consequence), { phoneBook: suiteBook })) as OutgoingMessage;
  const reported = (said: object): string => JSON.stringify(said);
  const pressed = async (consequence: Consequence, key: string) => {
    const { id, about } = await sent(consequence);
    return parseCallback(reported({ type: 'key-press', id, about, key }));
  };
  const call: Consequence = { kind: 'role-call', channel: 'voice', role: 'county-duty', what: 'county' };

  it('of an offer: 1 accepts, 2 declines, anything else means nothing', async () => {
    expect(await pressed(offer('voice'), '1')).toMatchObject({
      type: 'key-press',
      means: 'accept',
      recipient: 'helper:wang',
      incidentId: 'incident-1',
      key: '1',
      about: { offerId: 'offer-1' },
    });
    expect(await pressed(offer('voice'), '2')).toMatchObject({ means: 'decline' });
    expect(await pressed(offer('voice'), '9')).toMatchObject({ means: null });
  });

  it('of a call to a seat: 1 takes charge', async () => {
    expect(await pressed(call, '1')).toMatchObject({ means: 'take-charge', about: { role: 'county-duty' } });
    expect(await pressed(call, '2')).toMatchObject({ means: null });
  });

  it('of a call to a contact: no key means anything', async () => {
    expect(
      await pressed({ kind: 'contact-message', channel: 'voice', who: 'at-risk', what: 'at-risk' }, '1'),
    ).toMatchObject({ means: null });
  });

  it('may be a delivery or its failure', async () => {
    const { id, about } = await sent(offer('sms'));
    expect(parseCallback(reported({ type: 'delivery', id, about, state: 'delivered' }))).toMatchObject({
      id,
      state: 'delivered',
      error: null,
    });
    expect(
      parseCallback(reported({ type: 'delivery', id, about, state: 'failed', error: 'unreachable' })),
    ).toMatchObject({ error: 'unreachable' });
  });

  it('is read only when it is signed with our secret', async () => {
    const { id, about } = await sent(offer('voice'));
    const text = reported({ type: 'key-press', id, about, key: '1' });
    expect(readCallback(text, sign(text, SECRET, suiteNow), SECRET, suiteNow)).toMatchObject({ means: 'accept' });
    expect(readCallback(text, sign(text, 'a stranger', suiteNow), SECRET, suiteNow)).toBeNull();
  });

  it.each([
    ['no JSON', 'yes'],
    ['a list', '[]'],
    ['no id', reported({ type: 'key-press', key: '1', about: { incidentId: 'i', recipient: 'r', kind: 'offer' } })],
    ['nobody', reported({ type: 'key-press', id: 'x', key: '1', about: { incidentId: 'i', kind: 'offer' } })],
    [
      'more than one key',
      reported({ type: 'key-press', id: 'x', key: '12', about: { incidentId: 'i', recipient: 'r', kind: 'offer' } }),
    ],
    [
      'an unknown state',
      reported({
        type: 'delivery',
        id: 'x',
        state: 'maybe',
        about: { incidentId: 'i', recipient: 'r', kind: 'offer' },
      }),
    ],
    [
      'an unknown type',
      reported({ type: 'gossip', id: 'x', about: { incidentId: 'i', recipient: 'r', kind: 'offer' } }),
    ],
  ])('is refused, and never thrown back, when it is %s', (_why, text) => {
    expect(parseCallback(text)).toBeNull();
  });

  it('knows no role that we do not know', () => {
    const about = { incidentId: as<never>('i'), recipient: 'seat:1', kind: 'role-call', role: 'emperor' };
    expect(parseCallback(reported({ type: 'key-press', id: 'x', key: '1', about }))).toMatchObject({
      means: null,
      about: { role: null },
    });
  });
});
