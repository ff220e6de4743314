import { describe, expect, it } from '@jest/globals';
import { as, geoPoint, instant, type HelperId } from '@silverbell/kernel';
import fc from 'fast-check';
import { blocksOf, type WorkerFacts } from './blocks.js';
import { deliveredMinutes, shareAllowance, type Visit } from './minutes.js';
import { clock } from '../spec/orders.js';
import { addDays, weekdayOf } from '../calendar/civil-day.js';
import { daysOf } from './plan.js';
import { checkInProof } from './proof.js';

const visit = (id: string, from: string, to: string, more: Partial<Visit> = {}): Visit => ({
  ...{ id, seniorId: 'care-b', workerIds: ['w1'], from: clock(from), to: clock(to), counts: true, agreedExtra: 0 },
  ...more,
});

const minutesOf = (visits: readonly Visit[], allowance: number) =>
  shareAllowance(visits, allowance, (one) => deliveredMinutes(one, visits));

describe('the minutes of a day (CR-33)', () => {
  it('23: are 120 paid and 30 that nobody agreed to, of 09:00–11:30 with 120 a day', () => {
    const minutes = minutesOf([visit('a', '09:00', '11:30')], 120).get('a');
    expect(minutes).toEqual({ delivered: 150, subsidised: 120, extra: 30, unagreed: 30 });
  });

  it('23: leave nothing unagreed where 30 were agreed before', () => {
    const minutes = minutesOf([visit('a', '09:00', '11:30', { agreedExtra: 30 })], 120).get('a');
    expect(minutes).toMatchObject({ extra: 30, unagreed: 0 });
  });

  it('that overlap with an earlier visit of the same senior or worker are the earlier one’s', () => {
    const visits = [
      visit('a', '09:00', '10:00'),
      visit('b', '09:30', '10:30', { workerIds: ['w2'] }),
      visit('c', '10:00', '11:00', { seniorId: 'care-c', workerIds: ['w2'] }),
      visit('d', '09:00', '10:00', { seniorId: 'care-d', workerIds: ['w3'] }),
    ];
    expect(visits.map((one) => deliveredMinutes(one, visits))).toEqual([60, 30, 30, 60]);
  });

  it('of a visit that waits for its review are delivered but not paid', () => {
    const minutes = minutesOf([visit('a', '09:00', '10:00', { counts: false })], 120).get('a');
    expect(minutes).toEqual({ delivered: 60, subsidised: 0, extra: 0, unagreed: 0 });
  });

  const some = fc.array(
    fc.record({
      from: fc.integer({ min: 0, max: 86_400 }),
      seconds: fc.integer({ min: 0, max: 30_000 }),
      worker: fc.constantFrom('w1', 'w2', 'w3'),
      agreedExtra: fc.integer({ min: 0, max: 90 }),
      counts: fc.boolean(),
    }),
    { minLength: 1, maxLength: 8 },
  );
  const visitsOf = (drawn: typeof some extends fc.Arbitrary<infer T> ? T : never): readonly Visit[] =>
    drawn.map(({ from, seconds, worker, ...rest }, n) => ({
      ...{ id: `v${n}`, seniorId: 'care-b', workerIds: [worker], ...rest },
      ...{ from: instant(from * 1_000), to: instant((from + seconds) * 1_000) },
    }));

  it('add up, are never negative, and are paid up to the allowance alone', () => {
    fc.assert(
      fc.property(some, fc.integer({ min: 0, max: 200 }), (drawn, allowance) => {
        const visits = visitsOf(drawn);
        const minutes = [...minutesOf(visits, allowance).values()];
        const sum = (of: (one: (typeof minutes)[number]) => number) =>
          minutes.reduce((total, one) => total + of(one), 0);
        const counted = visits
          .filter(({ counts }) => counts)
          .reduce((total, one) => total + deliveredMinutes(one, visits), 0);
        expect(sum((one) => one.subsidised)).toBe(Math.min(counted, allowance));
        for (const one of minutes) {
          expect(Math.min(one.delivered, one.subsidised, one.extra, one.unagreed)).toBeGreaterThanOrEqual(0);
          expect(one.unagreed).toBeLessThanOrEqual(one.extra);
        }
      }),
    );
  });

  it('of visits that wait for their review are none, and take nothing from the others', () => {
    fc.assert(
      fc.property(some, fc.integer({ min: 0, max: 200 }), (drawn, allowance) => {
        const visits = visitsOf(drawn);
        const delivered = (one: Visit) => deliveredMinutes(one, visits);
        const all = shareAllowance(visits, allowance, delivered);
        const counted = visits.filter(({ counts }) => counts);
        const alone = shareAllowance(counted, allowance, delivered);
        for (const { id } of counted) expect(all.get(id)).toEqual(alone.get(id));
        for (const one of visits.filter(({ counts }) => !counts))
          expect(all.get(one.id)).toEqual({ delivered: delivered(one), subsidised: 0, extra: 0, unagreed: 0 });
      }),
    );
  });

  it('of several seniors never exceed the time of a worker or with a senior', () => {
    const shared = fc.array(
      fc.record({
        from: fc.integer({ min: 0, max: 20_000 }),
        seconds: fc.integer({ min: 0, max: 10_000 }),
        seniorId: fc.constantFrom('care-b', 'care-c', 'care-d'),
        workerIds: fc.subarray(['w1', 'w2', 'w3'], { minLength: 1, maxLength: 2 }),
      }),
      { minLength: 1, maxLength: 10 },
    );
    fc.assert(
      fc.property(shared, (drawn) => {
        const visits = drawn.map(({ from, seconds, ...rest }, n) => ({
          ...{ id: `v${n}`, counts: true, agreedExtra: 0, ...rest },
          ...{ from: instant(from * 1_000), to: instant((from + seconds) * 1_000) },
        }));
        const whose = [
          ...['w1', 'w2', 'w3'].map((id) => (one: Visit) => one.workerIds.includes(id)),
          ...['care-b', 'care-c', 'care-d'].map((id) => (one: Visit) => one.seniorId === id),
        ];
        for (const isTheirs of whose) {
          const seconds = new Set<number>();
          for (const { from, to } of visits.filter(isTheirs))
            for (let s = from / 1_000; s < to / 1_000; s += 1) seconds.add(s);
          const total = visits.filter(isTheirs).reduce((sum, one) => sum + deliveredMinutes(one, visits), 0);
          expect(total).toBeLessThanOrEqual(Math.floor(seconds.size / 60));
        }
      }),
      { numRuns: 50 },
    );
  });

  it('of one senior never exceed the time with her, in any order of the list', () => {
    fc.assert(
      fc.property(some, (drawn) => {
        const visits = visitsOf(drawn);
        const seconds = new Set<number>();
        for (const { from, to } of visits) for (let s = from / 1_000; s < to / 1_000; s += 1) seconds.add(s);
        const total = visits.reduce((sum, one) => sum + deliveredMinutes(one, visits), 0);
        expect(total).toBeLessThanOrEqual(Math.floor(seconds.size / 60));
        const turned = [...visits].reverse();
        expect(turned.map((one) => deliveredMinutes(one, turned)).reverse()).toEqual(
          visits.map((one) => deliveredMinutes(one, visits)),
        );
      }),
      { numRuns: 30 },
    );
  });
});

describe('a proof of being there (CR-32)', () => {
  const point = geoPoint(30, 120)!;
  const door = { point, doorTag: 'tag-care-b' };
  const metresNorth = (m: number) => geoPoint(30 + m / 111_195, 120)!;
  const at = (m: number, accuracyM: number | null) => ({
    position: { point: metresNorth(m), accuracyM },
    doorTag: null,
  });

  it('takes a position within 100 m and its own error, of which at most 100 m count', () => {
    expect(checkInProof(at(99, null), door)).toBe('position');
    expect(checkInProof(at(101, 0), door)).toBe('none');
    expect(checkInProof(at(149, 50), door)).toBe('position');
    expect(checkInProof(at(199, 5_000), door)).toBe('position');
    expect(checkInProof(at(201, 5_000), door)).toBe('none');
  });

  it('takes the tag of this door alone', () => {
    expect(checkInProof({ position: null, doorTag: 'tag-care-b' }, door)).toBe('tag');
    expect(checkInProof({ ...at(10, 5), doorTag: 'tag-care-b' }, door)).toBe('tag+position');
    expect(checkInProof({ ...at(10, 5), doorTag: 'tag-care-c' }, door)).toBe('position');
    expect(checkInProof({ position: null, doorTag: 'tag-care-c' }, door)).toBe('none');
  });
});

describe('what stands against a worker (CR-31)', () => {
  const able: WorkerFacts = {
    helperId: as<HelperId>('worker-2'),
    ...{ health: '2026-10-14', carer: '2027-06-30', others: [], suspended: false, conflict: false, replaced: false },
    busy: [],
  };
  const wanted = {
    ...{ day: '2026-10-14', from: clock('09:00'), to: clock('11:00'), inContract: true },
    ...{ certificatesNeeded: [], workersNeeded: 1 as const },
  };

  it('26: is a certificate that ends before the day, and nothing on its last day', () => {
    expect(blocksOf([able], wanted)).toEqual([]);
    expect(blocksOf([able], { ...wanted, day: '2026-10-15' })).toEqual(['certificate-expired']);
  });

  it('is another order less than 30 min away', () => {
    const busy = (from: string, to: string) =>
      blocksOf([{ ...able, busy: [{ from: clock(from), to: clock(to) }] }], wanted);
    expect(busy('07:00', '08:30')).toEqual([]);
    expect(busy('07:00', '08:31')).toEqual(['worker-overlap']);
    expect(busy('11:30', '12:00')).toEqual([]);
    expect(busy('11:29', '12:00')).toEqual(['worker-overlap']);
  });

  it('is named completely', () => {
    const worker = { ...able, health: null, suspended: true, conflict: true, replaced: true, busy: [wanted] };
    const blocks = blocksOf([worker], {
      ...wanted,
      inContract: false,
      certificatesNeeded: ['physician'],
      workersNeeded: 2,
    });
    expect(blocks).toEqual([
      ...['certificate-expired', 'out-of-contract', 'worker-suspended', 'worker-conflict', 'worker-replaced'],
      ...['worker-overlap', 'item-certificate', 'second-worker'],
    ]);
  });
});

describe('the days of a plan (CR-29)', () => {
  it('are those of its weekdays within 14 days, its own first and last day included', () => {
    const days = daysOf({ from: '2026-10-16', to: '2026-10-26', weekdays: [1, 5] }, '2026-10-14');
    expect(days).toEqual(['2026-10-16', '2026-10-19', '2026-10-23', '2026-10-26']);
  });

  it('follow each other without a gap over every year', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20_000 }), (n) => {
        const day = addDays('2000-01-01', n);
        expect(weekdayOf(addDays(day, 7))).toBe(weekdayOf(day));
        expect(weekdayOf(addDays(day, 1))).toBe((weekdayOf(day) % 7) + 1);
      }),
    );
  });
});
