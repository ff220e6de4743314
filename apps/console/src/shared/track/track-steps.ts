import type { Incident } from '@silverbell/wire';
import { STEPS, stepIndex, type Step } from '../phase-steps.js';

export interface TrackStep {
  readonly step: Step;
  readonly state: 'done' | 'now' | 'ahead';
  /** When the incident came to this step, or is expected to; `null`: not known, or not yet. */
  readonly at: string | null;
  readonly expected: boolean;
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

/** How far an incident has come, for the track above the map. Steps it passed over without an event carry no time. */
export function trackSteps({
  phase,
  timeline,
  response,
}: Pick<Incident, 'phase' | 'timeline' | 'response'>): TrackStep[] {
  const now = stepIndex(phase);
  const over = now === STEPS.length - 1;
  const expected = response.assignments
    .filter(({ state, etaAt }) => etaAt !== null && (state === 'accepted' || state === 'departed'))
    .map(({ etaAt }) => etaAt)
    .sort()[0];
  return STEPS.map((step, index) => {
    const at = timeline.find(({ type }) => BEGINS[step].includes(type))?.at ?? null;
    const state = index < now || over ? 'done' : index === now ? 'now' : 'ahead';
    if (state === 'ahead') return { step, state, at: step === 'on-scene' ? (expected ?? null) : null, expected: true };
    return { step, state, at, expected: false };
  });
}
