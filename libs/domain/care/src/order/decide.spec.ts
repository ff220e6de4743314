import { describe, expect, it } from '@jest/globals';
import { as, isRefusal, type RegionId } from '@silverbell/kernel';
import { SERVICE_ORDER_STATES, type ServiceOrderState } from '@silverbell/vocabulary';
import { decide } from './decide.js';
import { ORDER_ROLES, type OrderCommand, type OrderCommandType, type OrderRole } from './order.js';
import { clock, context, orderIn, WORKER } from '../spec/orders.js';
import { orderActions } from './table.js';

const when = { day: '2026-10-15', workingDaysSince: 1 };
/** Each command as it is taken where CR-30 has it. */
const COMMANDS = {
  assign: { type: 'assign', workerId: WORKER, secondWorkerId: null, blocks: [] },
  decline: { type: 'decline' },
  return: { type: 'return', reason: 'certificate-expired' },
  move: { type: 'move', regionId: as<RegionId>('elsewhere'), providerId: null },
  'report-late': { type: 'report-late' },
  miss: { type: 'miss' },
  start: { type: 'start', at: clock('09:05'), proof: 'tag', reason: null, when },
  finish: { type: 'finish', at: clock('11:00'), items: ['cleaning'], proof: 'tag', reason: null, when },
  'no-entry': { type: 'no-entry', proof: 'tag' },
  interrupt: { type: 'interrupt', reason: 'refused' },
  alarm: { type: 'alarm', code: 'unresponsive', fire: false },
  confirm: { type: 'confirm', voice: 'senior', channel: 'on-site' },
  dispute: { type: 'dispute', voice: 'contact', channel: 'page' },
  'confirm-silently': { type: 'confirm-silently' },
  settle: { type: 'settle', upheld: true },
  review: { type: 'review', decision: 'pass', hasReason: false },
  quote: { type: 'quote', extraMinutes: 30, rateFenPerHour: 2_000, items: [] },
  'accept-quote': { type: 'accept-quote', voice: 'senior', channel: 'phone', mayDecide: false },
  rate: { type: 'rate', value: 'satisfied', voice: 'senior', channel: 'on-site' },
  cancel: { type: 'cancel', reason: 'away' },
  void: { type: 'void', reason: null },
} as const satisfies Readonly<Record<OrderCommandType, OrderCommand>>;

/** CR-30 once more, as its table says it: command, from states, by roles, to the state (`=`: unchanged), and by the clock from other states. */
const SAID: readonly (readonly [OrderCommandType, string, string, ServiceOrderState | '=', string?])[] = [
  ['assign', 'planned assigned', 'provider clock stand-in', 'assigned'],
  ['decline', 'assigned', 'provider worker', 'planned'],
  ['return', 'assigned', 'clock', 'planned'],
  ['move', 'planned assigned', 'clock', 'planned'],
  ['report-late', 'planned assigned', 'clock', '='],
  ['miss', 'planned assigned', 'clock', 'missed'],
  ['start', 'assigned missed', 'worker', 'started'],
  ['no-entry', 'assigned', 'worker', 'no-entry'],
  ['finish', 'started', 'worker', 'finished'],
  ['interrupt', 'started', 'worker clock', 'interrupted'],
  ['alarm', 'assigned started', 'worker', '='],
  ['confirm', 'finished confirmed-silent', 'senior contact follow-up operator community township worker', 'confirmed'],
  ['dispute', 'finished confirmed-silent', 'senior contact follow-up operator community township', 'disputed'],
  ['confirm-silently', 'finished', 'clock', 'confirmed-silent'],
  ['settle', 'disputed', 'township', 'void'],
  ['review', 'finished confirmed confirmed-silent', 'provider', '='],
  ['rate', 'finished confirmed-silent disputed confirmed', 'senior contact operator community township worker', '='],
  ['quote', 'planned assigned', 'provider', '='],
  ['accept-quote', 'planned assigned', 'senior contact operator community township worker', '='],
  ['cancel', 'planned assigned', 'provider senior contact operator community township clock', 'cancelled'],
  [
    ...(['void', 'finished confirmed', 'township clock', 'void'] as const),
    'finished confirmed confirmed-silent interrupted disputed',
  ],
];
/** The worker has her word on the spot alone. */
const commandBy = (type: OrderCommandType, role: OrderRole): OrderCommand =>
  type === 'accept-quote' && role === 'worker' ? { ...COMMANDS[type], channel: 'on-site' } : COMMANDS[type];
const fourDaysOn = clock('12:00', '2026-10-19');
const rows = SAID.flatMap(([type, from, by, to, byClock = from]) =>
  SERVICE_ORDER_STATES.map((state) => ({
    ...{ type, state, from: from.split(' '), by: by.split(' '), to, byClock: byClock.split(' ') },
  })),
);

describe('an order takes from whom CR-30 says, and in which state', () => {
  it('has a line for every command', () => {
    expect(SAID.map(([type]) => type).sort()).toEqual(Object.keys(COMMANDS).sort());
  });

  it.each(rows)('$type while $state', ({ type, state, from, by, to, byClock }) => {
    for (const role of ORDER_ROLES) {
      const clockHasPassed = type === 'confirm-silently' || type === 'return' ? fourDaysOn : clock('12:00');
      const order = orderIn(state);
      const done = decide(order, commandBy(type, role), context(role, clockHasPassed));
      const isTaken = (role === 'clock' ? byClock : from).includes(state) && by.includes(role);
      if (!isTaken) {
        expect(isRefusal(done) && done.refused).toMatch(/^(not-allowed|order-state|review-of-another)$/);
        continue;
      }
      if (isRefusal(done)) throw new Error(`${type} by ${role} was refused: ${done.refused}`);
      expect(done.after.state).toBe(to === '=' ? state : to);
      expect(done.events).toHaveLength(1);
      expect(done.after.version).toBe(order.version + 1);
      expect(orderActions(state, role)).toContain(type);
    }
  });
});

const must = (order: ReturnType<typeof orderIn>, command: OrderCommand, by: OrderRole, now = clock('12:00')) => {
  const done = decide(order, command, context(by, now));
  if (isRefusal(done)) throw new Error(`refused: ${done.refused}`);
  return done.after;
};
const refused = (order: ReturnType<typeof orderIn>, command: OrderCommand, by: OrderRole, now = clock('12:00')) => {
  const done = decide(order, command, context(by, now));
  return isRefusal(done) ? done.refused : null;
};
const start = (more: Partial<Extract<OrderCommand, { type: 'start' }>>) =>
  ({ ...COMMANDS.start, ...more }) satisfies OrderCommand;
const clean = { marks: [] } as const;

describe('a door that stays shut (CR-37)', () => {
  it.each(['tag', 'none'] as const)('keeps what shows that she stood there (%s); it is no visit', (proof) => {
    const after = must(orderIn('assigned', clean), { type: 'no-entry', proof }, 'worker', clock('09:05'));
    const at = clock('09:05');
    expect(after).toMatchObject({ state: 'no-entry', checkIn: null, marks: [] });
    expect(after.atDoor).toEqual({ at, receivedAt: at, proof, reason: null });
  });
});

describe('a check-in (CR-32)', () => {
  it('without proof and without a reason is refused', () => {
    expect(refused(orderIn('assigned'), start({ proof: 'none' }), 'worker')).toBe('reason-missing');
  });

  it('without proof but with a reason is marked as made by hand', () => {
    const after = must(
      orderIn('assigned', clean),
      start({ proof: 'none', reason: 'no-tag' }),
      'worker',
      clock('09:05'),
    );
    expect(after.marks).toEqual(['manual']);
  });

  it('that arrives up to 24 h late is marked as uploaded late', () => {
    const last = clock('09:05', '2026-10-16');
    expect(must(orderIn('assigned', clean), start({}), 'worker', last).marks).toEqual(['late-upload']);
    expect(refused(orderIn('assigned'), start({}), 'worker', clock('09:06', '2026-10-16'))).toBe('upload-too-late');
  });

  it('with a reason is taken within two working days, as entered afterwards', () => {
    const late = clock('17:00', '2026-10-19');
    const entered = (workingDaysSince: number) =>
      start({ reason: 'phone-dead', when: { day: '2026-10-15', workingDaysSince } });
    expect(must(orderIn('assigned', clean), entered(2), 'worker', late).marks).toEqual(['back-entry', 'manual']);
    expect(refused(orderIn('assigned'), entered(3), 'worker', late)).toBe('upload-too-late');
  });

  it('more than five minutes ahead of the clock is refused', () => {
    expect(refused(orderIn('assigned'), start({}), 'worker', clock('08:59'))).toBe('clock-skewed');
    expect(must(orderIn('assigned', clean), start({}), 'worker', clock('09:00')).state).toBe('started');
  });

  it('on another day than the order is refused', () => {
    const other = start({ when: { day: '2026-10-14', workingDaysSince: 1 } });
    expect(refused(orderIn('assigned'), other, 'worker')).toBe('order-other-day');
  });

  it('of a missed order counts only from before and within 24 h; the missed fact stays', () => {
    const after = must(orderIn('missed', clean), start({}), 'worker');
    expect(after).toMatchObject({ state: 'started', missedAt: clock('10:30'), marks: ['late-upload'] });
    expect(refused(orderIn('missed'), start({ at: clock('10:30') }), 'worker')).toBe('order-state');
    const next = clock('09:06', '2026-10-16');
    expect(refused(orderIn('missed'), start({ reason: 'forgot' }), 'worker', next)).toBe('upload-too-late');
  });
});

describe('a check-out (CR-32)', () => {
  const finish = (time: string) => ({ ...COMMANDS.finish, at: clock(time) }) as const;

  it('before the check-in is refused', () => {
    expect(refused(orderIn('started'), finish('08:59'), 'worker')).toBe('times-out-of-order');
  });

  it('less than ten minutes after the check-in is marked too short', () => {
    expect(must(orderIn('started', clean), finish('09:09'), 'worker').marks).toContain('too-short');
    expect(must(orderIn('started', clean), finish('09:10'), 'worker').marks).not.toContain('too-short');
  });

  it('that was interrupted counts until then, and at most until the planned end', () => {
    const at = (now: string) => must(orderIn('started'), COMMANDS.interrupt, 'worker', clock(now)).checkOut?.at;
    expect(at('10:20')).toBe(clock('10:20'));
    expect(at('13:00')).toBe(clock('11:00'));
  });
});

describe('a review (CR-30)', () => {
  const review = (decision: 'pass' | 'refuse', hasReason = false) => ({ type: 'review', decision, hasReason }) as const;

  it('of one that was too short is the township’s, of one made by hand the provider’s', () => {
    expect(must(orderIn('finished', { marks: ['too-short', 'manual'] }), review('pass'), 'township').review).toBe(
      'pass',
    );
    expect(refused(orderIn('finished', { marks: ['too-short'] }), review('pass'), 'provider')).toBe(
      'review-of-another',
    );
    expect(refused(orderIn('finished'), review('pass'), 'township')).toBe('review-of-another');
  });

  it('that refuses needs a reason and voids the order', () => {
    expect(refused(orderIn('finished'), review('refuse'), 'provider')).toBe('reason-missing');
    expect(must(orderIn('finished'), review('refuse', true), 'provider').state).toBe('void');
  });

  it('is made once, and only where it is due', () => {
    expect(refused(orderIn('finished', { review: 'pass' }), review('pass'), 'provider')).toBe('no-review-due');
    expect(refused(orderIn('finished', { marks: ['late-upload'] }), review('pass'), 'provider')).toBe('no-review-due');
  });
});

describe('what she says herself', () => {
  const onSite = { by: 'senior', channel: 'on-site', at: clock('11:00') } as const;

  it('wins over a signature on the worker’s phone (CR-36)', () => {
    const signed = orderIn('confirmed', { confirmation: onSite });
    expect(must(signed, COMMANDS.dispute, 'contact').state).toBe('disputed');
    const byPage = orderIn('confirmed', { confirmation: { ...onSite, channel: 'page' } });
    expect(refused(byPage, COMMANDS.dispute, 'contact')).toBe('order-state');
  });

  it('is not said by the worker but on the spot', () => {
    expect(refused(orderIn('finished'), { ...COMMANDS.confirm, channel: 'phone' }, 'worker')).toBe('not-allowed');
    expect(refused(orderIn('finished'), { ...COMMANDS.rate, channel: 'page' }, 'worker')).toBe('not-allowed');
  });

  it('36: counts as one rating per order, and the newest from elsewhere counts', () => {
    const signed = must(orderIn('finished'), COMMANDS.rate, 'worker');
    const byPage = must(
      signed,
      { ...COMMANDS.rate, value: 'dissatisfied', voice: 'contact', channel: 'page' },
      'contact',
    );
    const again = must(byPage, COMMANDS.rate, 'worker');
    expect([signed.rating?.value, byPage.rating?.value, again.rating?.value]).toEqual([
      'satisfied',
      'dissatisfied',
      'dissatisfied',
    ]);
  });

  it('is taken as consent to a price from a contact who may decide, and where there is a price', () => {
    const undecided = { ...context('contact'), by: { ...context('contact').by, mayDecide: false } };
    const done = decide(orderIn('assigned'), COMMANDS['accept-quote'], undecided);
    expect(isRefusal(done) && done.refused).toBe('may-not-decide');
    expect(refused(orderIn('assigned', { quote: null }), COMMANDS['accept-quote'], 'senior')).toBe('extra-not-agreed');
  });

  it.each([
    ['worker', 'senior', 'on-site', null],
    ['worker', 'senior', 'phone', 'may-not-decide'],
    ['worker', 'contact', 'on-site', 'may-not-decide'],
    ['township', 'senior', 'phone', null],
    ['operator', 'senior', 'phone', null],
    ['community', 'senior', 'on-site', 'may-not-decide'],
    ['township', 'senior', 'page', 'may-not-decide'],
    ['township', 'contact', 'phone', 'may-not-decide'],
    ['contact', 'contact', 'page', null],
  ] as const)('CR-34: a price is agreed to through %s, by %s, by way of %s: %s', (role, voice, channel, refusal) => {
    const command = { ...COMMANDS['accept-quote'], voice, channel };
    expect(refused(orderIn('assigned'), command, role)).toBe(refusal);
  });

  it('CR-34: a price is agreed to in a call by a contact who may decide', () => {
    const command = { ...COMMANDS['accept-quote'], voice: 'contact', mayDecide: true } as const;
    expect(must(orderIn('planned'), command, 'operator').quote?.acceptedAt).toBe(clock('12:00'));
  });
});

describe('the clock', () => {
  it('29: tells the provider after 30 min and calls it missed after 90, not a minute before', () => {
    const late = (time: string) => decide(orderIn('assigned'), COMMANDS['report-late'], context('clock', clock(time)));
    const missed = (time: string) => decide(orderIn('planned'), COMMANDS.miss, context('clock', clock(time)));
    for (const [done, count] of [
      [late('09:29'), 0],
      [late('09:30'), 1],
      [missed('10:29'), 0],
      [missed('10:30'), 1],
    ] as const)
      expect(!isRefusal(done) && done.events.length).toBe(count);
  });

  it('confirms by silence three days after the end, not before', () => {
    const silent = (time: string) =>
      decide(orderIn('finished'), COMMANDS['confirm-silently'], context('clock', clock(time, '2026-10-18')));
    expect([silent('10:59'), silent('11:00')].map((done) => !isRefusal(done) && done.events.length)).toEqual([0, 1]);
  });
});

describe('an assignment', () => {
  it('is refused with the first of its blocks, and names every one', () => {
    const done = decide(
      orderIn('planned'),
      { ...COMMANDS.assign, blocks: ['certificate-expired', 'worker-overlap'] },
      context('provider'),
    );
    expect(done).toEqual({
      refused: 'certificate-expired',
      facts: { blocks: 'certificate-expired worker-overlap' },
    });
  });
});

describe('CR-22: an order of a person who moved', () => {
  const moved = (more: object, state: 'planned' | 'assigned' = 'assigned') => {
    const done = decide(
      orderIn(state),
      { type: 'move', regionId: as<RegionId>('elsewhere'), providerId: null, ...more },
      context('clock'),
    );
    if (isRefusal(done)) throw new Error(done.refused);
    return done;
  };

  it('keeps its worker and its price where its provider works too', () => {
    const { after } = moved({ providerId: 'provider-1' });
    expect(after).toMatchObject({ state: 'assigned', regionId: 'elsewhere', workerId: WORKER });
    expect(after.quote).not.toBeNull();
  });

  it('is to be assigned anew where its provider has no contract', () => {
    expect(moved({}).after).toMatchObject({
      ...{ state: 'planned', regionId: 'elsewhere', providerId: null, workerId: null, quote: null },
    });
  });

  it('stays as it is when only her home within the region is another one', () => {
    expect(moved({ regionId: 'village', providerId: 'provider-1' }).events).toEqual([]);
  });
});
