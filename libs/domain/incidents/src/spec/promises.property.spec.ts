import { describe, expect, it } from '@jest/globals';
import { as, geoPoint, type GeoPoint, type HelperId } from '@silverbell/kernel';
import fc from 'fast-check';
import {
  AGENCY_STATUSES,
  ALERT_KINDS,
  CALL_RESULTS,
  HOLD_REASONS,
  OUTCOMES,
  SCENE_CODES,
  VERDICTS,
  UNDOABLE_ACTS,
} from '@silverbell/vocabulary';
import { deadlinesOf } from '../deadlines.js';
import { fold } from '../evolve.js';
import { isLive } from '../questions.js';
import { colleague, helper, home, lead, operator, people, signal, Story, type Act } from './story.js';

const helpers = ['wang', 'zhao', 'qian', 'sun', 'li-mei'] as const;
type Step = (story: Story) => void;

const desk = fc.constantFrom(operator, colleague, lead);
const someHelper = fc.constantFrom(...helpers);
const byDesk = (acts: fc.Arbitrary<Act>): fc.Arbitrary<Step> =>
  fc.tuple(desk, acts).map(
    ([by, act]) =>
      (story) =>
        void story.does(by, act),
  );

/** Offers and assignments exist only in the story, so they are looked up when the step is taken. */
const byHelper = fc
  .tuple(
    someHelper,
    fc.constantFrom('accept', 'decline', 'depart', 'arrive', 'finish', 'withdraw', 'scene'),
    fc.constantFrom(...SCENE_CODES),
  )
  .map(([name, what, code]): Step => (story) => {
    const offer = story.case.offers.findLast((one) => one.helperId === name);
    const assignment = story.case.assignments.findLast((one) => one.helperId === name);
    const by = helper(name);
    if (what === 'accept' && offer) story.does(by, { type: 'accept', offerId: offer.id });
    if (what === 'decline' && offer) story.does(by, { type: 'decline', offerId: offer.id, reason: 'not-said' });
    if (!assignment) return;
    const assignmentId = assignment.id;
    if (what === 'depart') story.does(by, { type: 'depart', assignmentId });
    if (what === 'arrive') story.does(by, { type: 'arrive', assignmentId, proof: 'unproven', doorTagMatches: null });
    if (what === 'finish') story.does(by, { type: 'finish', assignmentId, condition: 'fine', flags: [], note: null });
    if (what === 'withdraw') story.does(by, { type: 'withdraw', assignmentId, reason: 'breakdown' });
    if (what === 'scene') story.does(by, { type: 'report-scene', assignmentId, code });
  });

const suspension = someHelper.map((name): Step => (story) => {
  story.does({ kind: 'system', id: 'suspension' }, { type: 'stop-helper', helperId: as<HelperId>(name) });
});

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 1, arbitrary: suspension },
  { weight: 4, arbitrary: byHelper },
  {
    weight: 3,
    arbitrary: fc.integer({ min: 0, max: 400 }).map(
      (s): Step =>
        (story) =>
          void story.wait(s),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.integer({ min: 600, max: 40_000 }).map(
      (s): Step =>
        (story) =>
          void story.sleep(s),
    ),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.constantFrom(...ALERT_KINDS), fc.boolean(), fc.integer({ min: 1, max: 9 }))
      .map(([kind, repeat, n]): Step => (story) => {
        if (story.case.closure === null)
          story.does(
            { kind: 'device', id: 'pendant' },
            { type: 'join-signal', signal: signal(kind, { alertId: `a${String(n)}` }), repeat },
          );
      }),
  },
  {
    weight: 6,
    arbitrary: byDesk(
      fc.oneof(
        fc.constant<Act>({ type: 'attend' }),
        fc.constant<Act>({ type: 'release', reason: 'handover' }),
        fc.constantFrom(...UNDOABLE_ACTS).map((act): Act => ({ type: 'undo', act })),
        fc.integer({ min: 1, max: 8 }).map((long): Act => ({ type: 'shelve', reason: 'repair-ordered', hours: long })),
        fc.constant<Act>({ type: 'take-over', reason: 'lead-decision' }),
        fc.constantFrom(...VERDICTS).map((code): Act => ({ type: 'give-verdict', verdict: code, cause: null })),
        fc.constant<Act>({ type: 'make-offers', helperIds: 'wave', reason: null }),
        fc.constant<Act>({ type: 'set-destination', choice: 'home', point: home, reason: 'senior-said' }),
        fc.array(someHelper, { minLength: 1, maxLength: 2 }).map((names): Act => ({
          type: 'make-offers',
          helperIds: names.map((name) => as<HelperId>(name)),
          reason: null,
        })),
        fc.constantFrom(...HOLD_REASONS).map((reason): Act => ({ type: 'hold', reason })),
        fc.constantFrom(null, ...CALL_RESULTS).map((result): Act => ({
          type: 'record-call',
          callId: null,
          party: 'senior',
          result,
          recognisedBy: result === 'senior-recognised' ? 'voice' : null,
        })),
        fc.constantFrom(...AGENCY_STATUSES).map((status): Act => ({
          type: 'record-agency-call',
          service: '120',
          numberDialled: '120',
          told: null,
          reference: null,
          status,
        })),
        fc.constant<Act>({ type: 'decide-emergency', service: '120', decision: 'no-call', reason: 'seen-well' }),
        fc.constantFrom(...OUTCOMES).map((outcome): Act => ({
          type: 'close',
          outcome,
          note: null,
          proof: { hospital: 'h', reason: 'r', namedPerson: 'n' },
          proofText: null,
        })),
      ),
    ),
  },
);

const market = { choice: 'fix', point: geoPoint(30.02, 119.02) as GeoPoint } as const;

const begin = fc.record({
  kind: fc.constantFrom(...ALERT_KINDS),
  dispatchFirst: fc.boolean(),
  onDuty: fc.boolean(),
  night: fc.boolean(),
  alone: fc.boolean(),
  twoPlaces: fc.boolean(),
});

const lived = (
  start: {
    kind: (typeof ALERT_KINDS)[number];
    dispatchFirst: boolean;
    onDuty: boolean;
    night: boolean;
    alone: boolean;
    twoPlaces: boolean;
  },
  steps: readonly Step[],
  check: (story: Story) => void,
): void => {
  const story = new Story();
  story.night = start.night;
  story.candidates = start.alone ? [] : people(['wang', 4], ['zhao', 20], ['qian', 8], ['sun', 35], ['li-mei', 10]);
  // Every other helper is nearer to the second place.
  if (start.twoPlaces)
    story.candidates = story.candidates.map((one, at) => ({
      ...one,
      to: { ...(at % 2 === 0 ? ({ choice: 'home', point: home } as const) : market), chosen: false },
    }));
  story.raise(start.kind, {
    facts: { dispatchFirst: start.dispatchFirst },
    operatorOnDuty: start.onDuty,
    ...(start.twoPlaces ? { alternative: market } : {}),
  });
  check(story);
  for (const take of steps) {
    take(story);
    check(story);
  }
};

const holds = (check: (story: Story) => void): void => {
  fc.assert(
    fc.property(begin, fc.array(step, { maxLength: 40 }), (start, steps) => {
      lived(start, steps, check);
    }),
    { numRuns: 120 },
  );
};

describe('whatever happens to a case', () => {
  it('an open one always has something due in the future, and never further away than a shift', () => {
    holds(({ case: incident, now }) => {
      if (incident.closure !== null) return;
      const next = deadlinesOf(incident)[0];
      expect(next).toBeDefined();
      expect((next?.at ?? 0) - now).toBeGreaterThan(0);
      expect((next?.at ?? 0) - now).toBeLessThanOrEqual(8 * 3_600_000);
      if (incident.severity === 1) expect((next?.at ?? 0) - now).toBeLessThanOrEqual(600_000);
    });
  });

  it('two helpers are never told that they both go first', () => {
    holds(({ case: incident }) => {
      expect(incident.assignments.filter((a) => isLive(a) && a.role === 'primary').length).toBeLessThanOrEqual(1);
      expect(incident.assignments.filter((a) => isLive(a) && a.role === 'backup').length).toBeLessThanOrEqual(1);
    });
  });

  it('it equals the fold of its facts, but for the lease', () => {
    holds(({ case: incident, events }) => {
      expect({ ...fold(events), leaseUntil: null }).toEqual({ ...incident, leaseUntil: null });
    });
  });

  it('whoever was offered is told how the offer ended, and no offer outlives its case', () => {
    holds(({ case: incident, told }) => {
      for (const offer of incident.offers) {
        if (offer.state === 'over')
          expect(told.some((one) => one.kind === 'offer-over' && one.offerId === offer.id)).toBe(true);
        if (incident.closure !== null) expect(offer.state).not.toBe('open');
      }
    });
  });

  it('with two likely places an arrival at one stands down no helper of the other', () => {
    holds(({ events }) => {
      const placeOf = (offerId: string): string | undefined =>
        events.flatMap((one) => (one.type === 'offered' && one.offerId === offerId ? [one.to?.choice] : []))[0];
      for (const [at, ended] of events.entries()) {
        if (ended.type !== 'offer-ended' || ended.reason !== 'taken') continue;
        const before = events.slice(0, at);
        // From a decision on there is one place only.
        if (before.some((one) => one.type === 'destination-set' && one.actor.kind !== 'device')) continue;
        const gone = before.flatMap((one) => (one.type === 'offer-accepted' ? [placeOf(one.offerId)] : []));
        expect(gone).toContain(placeOf(ended.offerId));
      }
    });
  });

  it('a silent case says nothing to the device but `received`, and nothing to the family', () => {
    holds(({ case: incident, told, events }) => {
      const silentFrom = events.findIndex(
        (event) => (event.type === 'raised' || event.type === 'signal-joined') && event.signal.kind === 'panic',
      );
      if (silentFrom !== 0 || !incident.silent) return;
      expect(told.every((one) => one.kind !== 'receipt' || (one.stage === 'received' && one.silent))).toBe(true);
      expect(told.some((one) => one.kind === 'contact-message')).toBe(false);
    });
  });
});
