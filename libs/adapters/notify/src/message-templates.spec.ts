import { describe, expect, it } from '@jest/globals';
import { type Consequence } from '@silverbell/incidents';
import { as } from '@silverbell/kernel';
import { LADDER_ROLES, type Language, OFFER_OVER_REASONS } from '@silverbell/vocabulary';
import type { IncidentCard } from './phone-book.port.js';
import { messageOf } from './message-templates.js';

const LANGUAGES: readonly Language[] = ['zh-CN', 'en'];
const helperId = as<never>('wang');
const CARD: IncidentCard = { number: 1042, area: '青石村', outsideOnly: false, silent: false, expectedArrivalS: 350 };
const CARDS: Readonly<Record<string, IncidentCard | null>> = {
  unknown: null,
  known: CARD,
  'outside only': { ...CARD, outsideOnly: true },
  silent: { ...CARD, silent: true },
};

const told = [
  'now-primary',
  'now-backup',
  'now-standby',
  'stood-down',
  'stop',
  'remind-departure',
  'remind-check-in',
  'stalled-departure',
  'stalled-arrival',
  'something-new',
];
const rung = ['lead-overflow', 'no-progress', 'helper-silent', 'question-120'];
const news = ['verifying', 'at-risk', 'helper-assigned', 'helper-changed', 'helper-arrived', 'closed', 'something-new'];

/** Every consequence that may leave by telephone. */
const ALL: readonly Consequence[] = [
  ...(['sms', 'voice'] as const).map((channel): Consequence => ({
    kind: 'offer',
    channel,
    helperId,
    offerId: as('offer-1'),
  })),
  ...OFFER_OVER_REASONS.map((reason): Consequence => ({
    kind: 'offer-over',
    channel: 'sms',
    helperId,
    offerId: as('offer-1'),
    reason,
  })),
  ...(['sms', 'voice'] as const).flatMap((channel) =>
    told.map((what): Consequence => ({ kind: 'assignment-changed', channel, helperId, assignmentId: as('a-1'), what })),
  ),
  ...LADDER_ROLES.flatMap((role) =>
    rung.map((what): Consequence => ({ kind: 'role-call', channel: 'voice', role, what })),
  ),
  ...(['sms', 'voice'] as const).flatMap((channel) =>
    news.map((what): Consequence => ({ kind: 'contact-message', channel, who: 'at-risk', what })),
  ),
  ...(['sms', 'voice'] as const).flatMap((channel) =>
    (['bring-key', 'not-needed'] as const).map((what): Consequence => ({
      ...{ kind: 'key-holder-message', channel, homeId: as('h1'), what },
    })),
  ),
];

const texts = (language: Language) =>
  ALL.flatMap((body) =>
    Object.entries(CARDS)
      .filter(([card]) => !(card === 'silent' && body.kind === 'contact-message'))
      .map(([card, facts]) => ({
        name: [
          body.kind,
          body.channel,
          'role' in body ? body.role : '',
          'what' in body ? body.what : 'reason' in body ? body.reason : '',
          card,
        ]
          .filter(Boolean)
          .join(' '),
        body,
        text: messageOf(body, facts, language) ?? '',
      })),
  );

/** What must never stand on a lock screen, or be read to whoever answers (H19, H15). */
const FORBIDDEN: readonly [string, RegExp][] = [
  [
    'a name',
    /[张王李赵刘陈杨黄周吴](?:奶奶|爷爷|大爷|大妈|阿姨|叔|女士|先生|某)|\b(?:Mr|Mrs|Ms)\b|\{|\}|undefined|null|NaN/,
  ],
  ['an address', /\d+\s*(?:号|室|栋|幢|单元|楼)|门牌|\b(?:room|floor|flat|street|road)\b/i],
  [
    'an illness or a fall',
    /病|摔|跌|痴呆|失智|血压|心脏|药|\b(?:fall|fell|dementia|disease|heart|blood|medication|disab)/i,
  ],
  ['a telephone number', /\d{7,}/],
  ['an entry code or a key', /密码|钥匙|\bcode\b/i],
  ['an id of ours', /wang|offer-1|a-1|helper:|seat:|contact:/],
  ['that all is well', /平安|一切正常|没事|all is well|everything is fine|\bsafe and well\b/i],
];

describe.each(LANGUAGES)('the words that leave by telephone, in %s', (language) => {
  it.each(FORBIDDEN)('never hold %s', (_what, pattern) => {
    for (const { name, text } of texts(language)) expect([name, pattern.exec(text)?.[0] ?? null]).toEqual([name, null]);
  });

  it('say nothing that a consequence or a case might carry by mistake', () => {
    for (const { body } of texts(language)) {
      const poisoned = { ...body, seniorName: '测试名', address: '测试路', note: '测试病' };
      const card = { ...CARD, seniorName: '测试名', address: '测试路' };
      expect(messageOf(poisoned, card, language)).not.toMatch(/测试/);
    }
  });

  it('are there for everything, signed with our name', () => {
    for (const { name, text } of texts(language))
      expect([name, text]).toEqual([
        name,
        expect.stringMatching(/^【银铃】.+|^这里是银铃.+|^Silverbell: .+|^This is the Silverbell .+/s),
      ]);
  });

  it('fit into one short message', () => {
    const most = language === 'zh-CN' ? 70 : 160;
    for (const { name, body, text } of texts(language))
      if (body.channel === 'sms') expect([name, text.length <= most]).toEqual([name, true]);
  });

  it('are these', () => {
    expect([...new Set(texts(language).map(({ body, text }) => `${body.channel} | ${text}`))].sort()).toMatchSnapshot();
  });
});

describe('the words of danger', () => {
  const offerBy = (channel: 'sms' | 'voice'): Consequence => ({
    kind: 'offer',
    channel,
    helperId,
    offerId: as('offer-1'),
  });

  it.each(['sms', 'voice'] as const)('a gas alarm never tells a helper to enter, by %s', (channel) => {
    const card = CARDS['outside only'] ?? null;
    expect(messageOf(offerBy(channel), card, 'zh-CN')).toMatch(/屋外.*(勿|不要)进屋/);
    expect(messageOf(offerBy(channel), card, 'en')).toMatch(/outside.*do not enter/i);
  });

  it('of a silent alarm, and of a case we could not look up: nobody is told to ring the home', () => {
    const call: Consequence = { kind: 'role-call', channel: 'voice', role: 'township-duty', what: 'township' };
    for (const card of ['silent', 'unknown'])
      expect(messageOf(call, CARDS[card] ?? null, 'zh-CN')).toContain('不要给求助人或其家里打电话');
    expect(messageOf(call, CARD, 'zh-CN')).not.toContain('不要给求助人');
  });

  it('a silent alarm tells nobody at home, even if something asks for it', () => {
    const message: Consequence = { kind: 'contact-message', channel: 'sms', who: 'at-risk', what: 'at-risk' };
    expect(messageOf(message, CARDS['silent'] ?? null, 'zh-CN')).toBeNull();
  });

  it('devices and screens have other words', () => {
    expect(messageOf({ kind: 'offer', channel: 'socket', helperId, offerId: as('offer-1') }, CARD, 'en')).toBeNull();
  });
});

describe('the words of a drill', () => {
  const every = LANGUAGES.flatMap((language) => ALL.map((body) => [body, language] as const));

  it('say first that it is one, in every text on every channel', () => {
    for (const [body, language] of every) {
      const [real, drill] = [messageOf(body, CARD, language), messageOf({ ...body, drill: true }, CARD, language)];
      if (real === null) expect(drill).toBeNull();
      else {
        expect(drill).toMatch(
          language === 'en' ? /^.{0,60}(\[DRILL\]|This is a drill, not a real call)/ : /^.{0,20}(【演练】|现在是演练)/,
        );
        expect(real).not.toMatch(/DRILL|drill|演练/);
      }
    }
  });

  it('say so too when nothing of the case can be looked up', () => {
    expect(
      messageOf({ kind: 'role-call', channel: 'voice', role: 'lead', what: 'x', drill: true }, null, 'zh-CN'),
    ).toMatch(/现在是演练，不是真实求助/);
  });
});
