import { PHASES, type Phase } from '@silverbell/vocabulary';

/** The seven steps of an incident; an archived one is closed. */
export const STEPS = PHASES.filter((phase): phase is Exclude<Phase, 'archived'> => phase !== 'archived');
export type Step = (typeof STEPS)[number];

export const stepOf = (phase: Phase): Step => (phase === 'archived' ? 'closed' : phase);
export const stepIndex = (phase: Phase): number => STEPS.indexOf(stepOf(phase));
