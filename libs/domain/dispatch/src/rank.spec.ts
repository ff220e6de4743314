import { describe, expect, it } from '@jest/globals';
import { as, geoPoint, instant, minutes, type GeoPoint, type HelperId } from '@silverbell/kernel';
import fc from 'fast-check';
import type { HelperFacts, Need } from './facts.js';
import type { Fix } from './fix.js';
import { DEFAULT_DISPATCH_POLICY } from './policy.js';
import { rankHelpers, rankNamed, type Ranking } from './rank.js';

const home = geoPoint(29.5, 103.6) as GeoPoint;
const now = instant(Date.UTC(2026, 2, 1, 4));
/** This many kilometres north of the home. */
const north = (kilometres: number): GeoPoint => geoPoint(29.5 + kilometres / 111.195, 103.6) as GeoPoint;
const id = (name: string): HelperId => as<HelperId>(name);

const somebody = (name: string, more: Partial<HelperFacts> = {}): HelperFacts => ({
  helperId: id(name),
  kind: 'volunteer',
  ageYears: 45,
  onDuty: true,
  pairedHere: false,
  standing: false,
  nightCalls: true,
  suspended: false,
  inConflict: false,
  certificateValid: true,
  base: north(1),
  fix: null,
  transport: 'e-bike',
  turnoutDayS: 100,
  turnoutNightS: 140,
  acceptanceChance: 0.4,
  liveAssignments: { p1: 0, p3: 0 },
  openOffers: 0,
  needlessOffers: [],
  ...more,
});
const need = (more: Partial<Need> = {}): Need => ({
  at: home,
  now,
  night: false,
  wasNight: (at) => new Date(at).getUTCHours() >= 14,
  lifting: false,
  exclude: [],
  ...more,
});
const fixOf = (kilometres: number, age: number, accuracyM: number | null = 10): Fix => ({
  ...{ point: north(kilometres), takenAt: instant(now - age), accuracyM },
});
const order = (ranking: Ranking): string[] => ranking.ranked.map((one) => one.helperId);
const reasonsOf = (ranking: Ranking, name: string) => ranking.ranked.find((one) => one.helperId === name)?.reasons;
const km = (n: number) => ({ base: north(n) });

describe('who is asked first', () => {
  it('is whoever is expected at the door first, turnout included', () => {
    const ranking = rankHelpers(
      [somebody('far', km(3)), somebody('slow', { ...km(1), turnoutDayS: 900 }), somebody('near', km(1.2))],
      need(),
    );
    expect(order(ranking)).toEqual(['near', 'far', 'slow']);
  });

  it('is not the nearest on foot when another is there sooner by e-bike', () => {
    const ranking = rankHelpers(
      [somebody('on-foot', { ...km(0.8), transport: 'walk' }), somebody('rider', km(1.5))],
      need(),
    );
    expect(order(ranking)).toEqual(['rider', 'on-foot']);
  });

  it('is rather somebody who comes than somebody near who hardly ever does', () => {
    const ranking = rankHelpers(
      [
        somebody('near', { ...km(0.5), acceptanceChance: 0.07 }),
        somebody('willing', { ...km(1.2), acceptanceChance: 0.47 }),
      ],
      need(),
    );
    expect(order(ranking)).toEqual(['willing', 'near']);
  });

  it('is the paired neighbour, ahead of whoever is nearer', () => {
    const paired = somebody('paired', { ...km(2), pairedHere: true, standing: true, onDuty: false, kind: 'neighbour' });
    const ranking = rankHelpers([somebody('near', km(0.2)), paired], need());
    expect(order(ranking)).toEqual(['paired', 'near']);
    expect(ranking.ranked[0]).toMatchObject({ first: true, reasons: expect.arrayContaining(['paired', 'standing']) });
    expect(ranking.relaxed).not.toContain('off-duty');
  });

  it('is not a paired neighbour of 70 where somebody must be lifted, though she is asked', () => {
    const paired = somebody('paired', { ...km(0.5), pairedHere: true, standing: true, ageYears: 74 });
    const ranking = rankHelpers([somebody('younger', km(1)), paired], need({ lifting: true }));
    expect(order(ranking)).toEqual(['younger', 'paired']);
    expect(ranking.ranked[1]).toMatchObject({
      first: false,
      reasons: expect.arrayContaining(['no-lifting', 'elder-by-day']),
    });
    expect(order(rankHelpers([somebody('younger', km(1)), paired], need()))).toEqual(['paired', 'younger']);
  });

  it('may, while verification runs, also be the station on duty', () => {
    const ranking = rankHelpers([somebody('station', { kind: 'aide' }), somebody('volunteer')], need());
    expect(ranking.ranked.filter((one) => one.first).map((one) => one.helperId)).toEqual(['station']);
  });

  it('does not change with the order in which people were found', () => {
    const twins = [somebody('b'), somebody('a'), somebody('c')];
    expect(order(rankHelpers(twins, need()))).toEqual(['a', 'b', 'c']);
  });
});

describe('what lowers a rank and never forbids', () => {
  it('an expired certificate: she is still asked, after her equal', () => {
    const ranking = rankHelpers([somebody('a-expired', { certificateValid: false }), somebody('b-valid')], need());
    expect(order(ranking)).toEqual(['b-valid', 'a-expired']);
    expect(reasonsOf(ranking, 'a-expired')).toContain('certificate-expired');
  });

  it('the only neighbour with an expired certificate is still asked', () => {
    expect(order(rankHelpers([somebody('only', { certificateValid: false })], need()))).toEqual(['only']);
  });

  it('daytime work: she yields it, after those who are free', () => {
    const ranking = rankHelpers(
      [
        somebody('at-work', { ...km(0.1), liveAssignments: { p1: 0, p3: 1 } }),
        somebody('free-1'),
        somebody('free-2'),
        somebody('free-3'),
      ],
      need(),
    );
    expect(order(ranking).at(-1)).toBe('at-work');
    expect(reasonsOf(ranking, 'at-work')).toContain('yields-work');
  });

  it('an offer she has from another case', () => {
    expect(order(rankHelpers([somebody('a-asked', { openOffers: 1 }), somebody('b-not-asked')], need()))).toEqual([
      'b-not-asked',
      'a-asked',
    ]);
  });

  it('a position that is no longer fresh', () => {
    const ranking = rankHelpers(
      [somebody('a-old', { fix: fixOf(1, minutes(20)) }), somebody('b-fresh', { fix: fixOf(1, minutes(1)) })],
      need(),
    );
    expect(order(ranking)).toEqual(['b-fresh', 'a-old']);
    expect(reasonsOf(ranking, 'a-old')).toContain('position-old');
    expect(reasonsOf(ranking, 'b-fresh')).toContain('position-fresh');
  });
});

describe('a volunteer who was asked in vain (H11)', () => {
  const HOUR = 3_600_000;
  const NIGHT = instant(now - 10 * HOUR); // 18:00 by the clock that is asked here
  const asked = (...hoursAgo: readonly number[]) => hoursAgo.map((ago) => instant(now - ago * HOUR));

  it('by night once within a week is asked last by night, and not by day', () => {
    const people = [somebody('a-worn', { needlessOffers: [NIGHT] }), somebody('b-rested', km(3))];
    const byNight = rankHelpers(people, need({ night: true }));
    expect(order(byNight)).toEqual(['b-rested', 'a-worn']);
    expect(reasonsOf(byNight, 'a-worn')).toContain('needless-calls');
    expect(order(rankHelpers(people, need()))).toEqual(['a-worn', 'b-rested']);
  });

  it('three times within a day is asked last by day too, and the next day no longer', () => {
    const people = (hoursAgo: readonly number[]) => [
      somebody('a-worn', { needlessOffers: asked(...hoursAgo) }),
      somebody('b-rested', km(3)),
    ];
    expect(order(rankHelpers(people([1, 2, 23]), need()))).toEqual(['b-rested', 'a-worn']);
    expect(order(rankHelpers(people([1, 2]), need()))).toEqual(['a-worn', 'b-rested']);
    expect(order(rankHelpers(people([25, 26, 27]), need()))).toEqual(['a-worn', 'b-rested']);
  });

  it('comes after everybody who is there in half an hour, and before those who are not', () => {
    const worn = somebody('a-worn', { needlessOffers: [NIGHT] });
    const people = [worn, somebody('near', km(1)), somebody('within', km(4)), somebody('remote', km(60))];
    const { ranked } = rankHelpers(
      [...people, somebody('worn-and-remote', { needlessOffers: [NIGHT], ...km(60) })],
      need({ night: true }),
    );
    const minutes = (id: string): number =>
      (ranked.find(({ helperId }) => helperId === id)?.expectedArrivalS ?? 0) / 60;
    expect([minutes('within') <= 30, minutes('remote') > 30]).toEqual([true, true]);
    expect(ranked.map(({ helperId }) => helperId)).toEqual(['near', 'within', 'a-worn', 'remote', 'worn-and-remote']);
  });

  it('is never left out: alone she is asked at once', () => {
    const worn = somebody('only', { needlessOffers: [NIGHT, ...asked(1, 2, 3)] });
    expect(order(rankHelpers([worn], need({ night: true })))).toEqual(['only']);
  });

  it('is a rule for volunteers: an aide on duty is asked as before', () => {
    const people = [somebody('aide', { kind: 'aide', needlessOffers: [NIGHT] }), somebody('volunteer', km(3))];
    expect(order(rankHelpers(people, need({ night: true })))).toEqual(['aide', 'volunteer']);
  });
});

describe('who is never asked', () => {
  it.each([
    ['conflict', { inConflict: true }, {}],
    ['suspended', { suspended: true }, {}],
    ['under-age', { ageYears: 17 }, {}],
    ['under-age', { ageYears: Number.NaN }, {}],
    ['elder-at-night', { ageYears: 70 }, { night: true }],
    ['night-refused', { nightCalls: false }, { night: true }],
    ['refused', {}, { exclude: [id('she')] }],
  ] as const)('%s forbids, and even an operator cannot send her', (because, facts, asked) => {
    const she = [somebody('she', facts)];
    expect(rankHelpers(she, need(asked))).toMatchObject({ ranked: [], forbidden: [{ helperId: 'she', because }] });
    expect(rankNamed(she, need(asked)).ranked).toEqual([]);
  });

  it('H08: what binds calls at night does not bind a helper who stands at the door already', () => {
    const she = somebody('she', { ageYears: 70, nightCalls: false });
    const { ranked, forbidden } = rankNamed([she], need({ night: true, present: true }));
    expect(forbidden).toEqual([]);
    expect(ranked[0]?.reasons).not.toContain('night-agreed');
    const aggressor = somebody('she', { inConflict: true });
    expect(rankNamed([aggressor], need({ night: true, present: true })).ranked).toEqual([]);
  });

  it('by day neither 70 years nor a refusal of the nights forbids', () => {
    expect(order(rankHelpers([somebody('she', { ageYears: 70, nightCalls: false })], need()))).toEqual(['she']);
  });

  it('a helper with another senior gets no second incident unless an operator names her', () => {
    const busy = somebody('busy', { liveAssignments: { p1: 1, p3: 0 } });
    expect(rankHelpers([busy], need())).toMatchObject({
      ranked: [],
      setAside: [{ helperId: 'busy', because: 'with-another-senior' }],
    });
    expect(rankNamed([busy], need()).ranked[0]).toMatchObject({
      helperId: 'busy',
      reasons: expect.arrayContaining(['with-another-senior']),
    });
  });

  it('whoever is off duty without standing availability rests, even when nobody else is there', () => {
    expect(rankHelpers([somebody('off', { onDuty: false })], need())).toMatchObject({
      ranked: [],
      setAside: [{ helperId: 'off', because: 'off-duty' }],
    });
  });

  it('a region may have them asked: the order of giving way is data', () => {
    const asking = {
      ...DEFAULT_DISPATCH_POLICY,
      relaxOrder: ['within-30-min', 'standing', 'off-duty', 'yields-work', 'beyond-30-min'] as const,
    };
    expect(order(rankHelpers([somebody('off', { onDuty: false })], need(), asking))).toEqual(['off']);
  });
});

describe('a list that is too short', () => {
  const far = km(4.5); // above 15 min
  const remote = km(12); // above 30 min

  it('gives nothing up while three on duty are within 15 minutes', () => {
    const ranking = rankHelpers(
      [somebody('a'), somebody('b'), somebody('c'), somebody('d', { onDuty: false, standing: true, ...km(0.1) })],
      need(),
    );
    expect(ranking.relaxed).toEqual([]);
    expect(order(ranking)).toEqual(['a', 'b', 'c', 'd']);
  });

  it('gives way in the written order, and says so', () => {
    const people = [
      somebody('standing', { onDuty: false, standing: true }),
      somebody('far', { ...far, transport: 'e-bike' }),
      somebody('at-work', { liveAssignments: { p1: 0, p3: 1 } }),
      somebody('remote', remote),
    ];
    expect(rankHelpers(people.slice(0, 2), need()).relaxed).toEqual([
      'within-30-min',
      'standing',
      'yields-work',
      'beyond-30-min',
    ]);
    expect(rankHelpers(people, need()).relaxed).toEqual(['within-30-min', 'standing', 'yields-work']);
    expect(rankHelpers([somebody('x'), somebody('y'), ...people], need()).relaxed).toEqual(['within-30-min']);
  });

  it('asks people beyond 30 minutes only until twelve were asked, those already asked included', () => {
    const people = Array.from({ length: 20 }, (_, n) => somebody(`remote-${String(n).padStart(2, '0')}`, remote));
    expect(rankHelpers(people, need()).ranked).toHaveLength(12);
    const asked = people.slice(0, 5).map((one) => one.helperId);
    const again = rankHelpers(people, need({ exclude: asked }));
    expect(again.ranked).toHaveLength(7);
    expect(again.setAside).toHaveLength(8);
  });

  it('asks everybody within 30 minutes, however many', () => {
    expect(
      rankHelpers(
        Array.from({ length: 40 }, (_, n) => somebody(`near-${n}`)),
        need(),
      ).ranked,
    ).toHaveLength(40);
  });

  it('may be empty, which is a fact and no fault', () => {
    expect(rankHelpers([], need())).toMatchObject({ ranked: [], forbidden: [], setAside: [] });
  });
});

const anyone: fc.Arbitrary<HelperFacts> = fc.record({
  helperId: fc.integer({ min: 1, max: 200 }).map((n) => id(`h-${n}`)),
  kind: fc.constantFrom('volunteer', 'neighbour', 'aide', 'village-doctor'),
  ageYears: fc.oneof(fc.integer({ min: 10, max: 95 }), fc.constant(Number.NaN)),
  onDuty: fc.boolean(),
  pairedHere: fc.boolean(),
  standing: fc.boolean(),
  nightCalls: fc.boolean(),
  suspended: fc.boolean(),
  inConflict: fc.boolean(),
  certificateValid: fc.boolean(),
  base: fc
    .oneof(fc.double({ min: 0, max: 40, noNaN: true }), fc.constant(NaN))
    .map((n) => ({ lat: 29.5 + n / 111, lng: 103.6 }) as GeoPoint),
  fix: fc.option(
    fc.record({
      point: fc.double({ min: 0, max: 40, noNaN: true }).map(north),
      takenAt: fc.integer({ min: -3_600_000, max: 3_600_000 }).map((ms) => instant(now + ms)),
      accuracyM: fc.option(fc.double({ min: 0, max: 100_000, noNaN: true })),
    }),
  ),
  transport: fc.constantFrom('walk', 'bicycle', 'e-bike', 'car'),
  turnoutDayS: fc.oneof(fc.integer({ min: 0, max: 2_000 }), fc.double()),
  turnoutNightS: fc.integer({ min: 0, max: 2_000 }),
  acceptanceChance: fc.double({ min: -0.5, max: 1.5 }),
  liveAssignments: fc.record({ p1: fc.integer({ min: 0, max: 1 }), p3: fc.integer({ min: 0, max: 2 }) }),
  openOffers: fc.integer({ min: 0, max: 4 }),
  needlessOffers: fc.array(
    fc.integer({ min: 0, max: 8 * 86_400 }).map((s) => instant(now - s * 1_000)),
    { maxLength: 5 },
  ),
});
const people = fc.uniqueArray(anyone, { selector: (one) => one.helperId, maxLength: 40 });
const needs = fc
  .record({
    night: fc.boolean(),
    lifting: fc.boolean(),
    exclude: fc.array(fc.integer({ min: 1, max: 200 }).map((n) => id(`h-${n}`))),
  })
  .map(need);

describe('what her position says', () => {
  const away = km(9);
  const beside = (age: number, accuracyM: number | null = 10) => ({ ...away, fix: fixOf(0.1, age, accuracyM) });
  const arrival = (more: Partial<HelperFacts>) => {
    const one = rankHelpers([somebody('wang', more)], need()).ranked[0];
    return { s: one?.expectedArrivalS ?? NaN, says: one?.reasons.filter((code) => code.startsWith('position-')) };
  };
  const fromHome = arrival(away).s;
  const near = arrival(beside(0)).s;

  it('D1: a helper with a fix of two hours ago is expected from home, later than without a fix', () => {
    const two = arrival(beside(minutes(120)));
    expect(two.says).toEqual(['position-old', 'position-base']);
    expect(two.s).toBe(fromHome + DEFAULT_DISPATCH_POLICY.oldPositionS);
  });

  it.each([
    ['of now', 0, 10, ['position-fresh'], 0],
    ['of five minutes ago', minutes(5), 10, ['position-fresh'], 0],
    ['of ten minutes ago', minutes(10), 10, ['position-old'], DEFAULT_DISPATCH_POLICY.oldPositionS],
  ] as const)('a fix %s is taken as it is', (_, age, accuracyM, says, penalty) => {
    const one = arrival(beside(age, accuracyM));
    expect(one.says).toEqual(says);
    expect(one.s).toBe(near + penalty);
  });

  it('a fix of 12 km is no place', () => {
    const vague = arrival(beside(0, 12_000));
    expect(vague.says).toEqual(['position-vague', 'position-base']);
    expect(vague.s).toBeGreaterThan(fromHome);
  });

  it.each([
    ['rough', 600],
    ['without an accuracy', null],
  ])('a fix that is %s counts from its far edge', (_, accuracyM) => {
    const rough = arrival(beside(0, accuracyM));
    expect(rough.says).toEqual(['position-fresh', 'position-rough']);
    expect(rough.s).toBeGreaterThan(near + 60);
    expect(rough.s).toBeLessThan(fromHome);
  });

  it('an older or rougher fix at the same place never makes her expected sooner', () => {
    const age = fc.integer({ min: 0, max: 7_200_000 });
    const accuracy = fc.integer({ min: 0, max: 20_000 });
    fc.assert(
      fc.property(age, age, accuracy, accuracy, (a, b, c, d) => {
        const better = arrival({ ...km(20), fix: fixOf(1, Math.min(a, b), Math.min(c, d)) }).s;
        const worse = arrival({ ...km(20), fix: fixOf(1, Math.max(a, b), Math.max(c, d)) }).s;
        expect(worse).toBeGreaterThanOrEqual(better);
      }),
    );
  });
});

describe('whoever is on the list', () => {
  it('everybody has exactly one place: asked, set aside, or forbidden', () => {
    fc.assert(
      fc.property(people, needs, (helpers, asked) => {
        const { ranked, setAside, forbidden } = rankHelpers(helpers, asked);
        const all = [...ranked, ...setAside, ...forbidden].map((one) => one.helperId);
        expect(all.sort()).toEqual(helpers.map((one) => one.helperId).sort());
        for (const one of ranked) {
          expect(Number.isFinite(one.score) && Number.isInteger(one.expectedArrivalS)).toBe(true);
          expect(one.expectedArrivalS).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });

  it('nobody forbidden is ever ranked', () => {
    fc.assert(
      fc.property(people, needs, (helpers, asked) => {
        const byId = new Map(helpers.map((one) => [one.helperId, one]));
        for (const { helperId } of [...rankHelpers(helpers, asked).ranked, ...rankNamed(helpers, asked).ranked]) {
          const one = byId.get(helperId) as HelperFacts;
          expect(one.inConflict || one.suspended || !(one.ageYears >= 18)).toBe(false);
          expect(asked.night && (one.ageYears >= 70 || !one.nightCalls)).toBe(false);
          expect(asked.exclude).not.toContain(helperId);
        }
      }),
    );
  });

  it('the ranking is the same whoever was looked up first', () => {
    const shuffled = people.chain((helpers) =>
      fc.tuple(fc.constant(helpers), fc.shuffledSubarray(helpers, { minLength: helpers.length })),
    );
    fc.assert(
      fc.property(shuffled, needs, ([helpers, mixed], asked) => {
        expect(rankHelpers(mixed, asked).ranked).toEqual(rankHelpers(helpers, asked).ranked);
      }),
    );
  });

  it('an expired certificate takes nobody off the list', () => {
    fc.assert(
      fc.property(people, needs, (helpers, asked) => {
        const expired = helpers.map((one) => ({ ...one, certificateValid: false }));
        expect(order(rankHelpers(expired, asked)).sort()).toEqual(order(rankHelpers(helpers, asked)).sort());
      }),
    );
  });

  it('nearer, all else equal, is never behind', () => {
    fc.assert(
      fc.property(
        people,
        anyone,
        needs,
        fc.double({ min: 0, max: 30_000, noNaN: true }),
        fc.double({ min: 1, max: 5_000, noNaN: true }),
        (helpers, one, asked, from, more) => {
          const nearer = { ...one, helperId: id('z-nearer'), fix: null, base: north(from / 1_000) };
          const farther = { ...one, helperId: id('a-farther'), fix: null, base: north((from + more) / 1_000) };
          const ranked = order(rankHelpers([farther, ...helpers, nearer], asked));
          const [near, far] = [ranked.indexOf('z-nearer'), ranked.indexOf('a-farther')];
          if (far >= 0) {
            expect(near).toBeGreaterThanOrEqual(0);
            expect(near).toBeLessThan(far);
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});
