import type { Incident } from '@silverbell/wire';
import { STEPS, stepIndex, type Step } from '../phase-steps.js';
import { firstOf, STAGES, type StageName } from '../stages.js';

export interface TrackStep {
  readonly step: Step;
  readonly state: 'done' | 'now' | 'ahead';
  /** When the incident came to this step, or is expected to; `null`: not known, or not yet. */
  readonly at: string | null;
  readonly expected: boolean;
  /** Within what it has to come to this step, from the step before; `null`: no such limit, or there already. */
  readonly limitMs: number | null;
  /** It came later than its limit, or the limit is over and it has not come. */
  readonly late: boolean;
}

/** The event of the log that brings an incident to a step for the first time. */
export const BEGINS: Readonly<Record<Step, readonly string[]>> = {
  waiting: ['raised'],
  attended: ['attended'],
  searching: ['search-started', 'wave-started', 'offered'],
  responding: ['departed', 'offer-accepted'],
  'on-scene': ['arrived'],
  handled: ['finished'],
  closed: ['closed'],
};

/** Whose limit stands below a step. A search follows from the verdict, so that the time to verify is the time to it. */
const STAGE_OF: Readonly<Partial<Record<Step, StageName>>> = {
  attended: 'attended',
  searching: 'verified',
  responding: 'accepted',
  'on-scene': 'arrived',
};

type Tracked = Pick<Incident, 'phase' | 'severity' | 'timeline' | 'response'>;

/** Who is expected first of those who are going. */
export const expectedFirst = ({ response }: Pick<Incident, 'response'>) =>
  response.assignments
    .filter(({ state, etaAt }) => etaAt !== null && (state === 'accepted' || state === 'departed'))
    .sort((a, b) => (a.etaAt ?? '').localeCompare(b.etaAt ?? ''))[0];

/** How far an incident has come, for the track above the map. Steps it passed over without an event carry no time. */
export function trackSteps(incident: Tracked, nowMs: number): TrackStep[] {
  const { phase, timeline } = incident;
  const now = stepIndex(phase);
  const over = now === STEPS.length - 1;
  const expected = expectedFirst(incident)?.etaAt ?? null;
  return STEPS.map((step, index): TrackStep => {
    const state = index < now || over ? 'done' : index === now ? 'now' : 'ahead';
    const { limitMs, late } = limitOf(incident, step, nowMs, index === now + 1);
    if (state !== 'ahead') {
      const at = timeline.find(({ type }) => BEGINS[step].includes(type))?.at ?? null;
      return { step, state, at, expected: false, limitMs: null, late };
    }
    if (step === 'on-scene' && expected !== null)
      return { step, state, at: expected, expected: true, limitMs: null, late: Date.parse(expected) < nowMs };
    return { step, state, at: null, expected: true, limitMs, late };
  });
}

/**
 * The limits are those of a life at risk (P1); other incidents have ladders of their own. Only the very next step can be overdue: what was
 * ended by a verdict waits for nothing.
 */
function limitOf(
  { severity, timeline }: Tracked,
  step: Step,
  nowMs: number,
  next: boolean,
): Pick<TrackStep, 'limitMs' | 'late'> {
  const name = STAGE_OF[step];
  if (name === undefined || severity !== 1) return { limitMs: null, late: false };
  const { from, to, limitMs } = STAGES[name];
  const reached = firstOf(timeline, [...BEGINS[step], ...to]);
  const began = firstOf(timeline, from);
  if (began === null) return { limitMs, late: false };
  const until = reached ?? (next ? nowMs : began);
  return { limitMs, late: until - began > limitMs };
}
