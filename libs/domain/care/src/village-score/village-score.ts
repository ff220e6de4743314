import { refuse, type Refusal } from '@silverbell/kernel';
import type { VillageMeasure } from '@silverbell/vocabulary';
import type { CivilDay } from '../calendar/civil-day.js';
import { roundHalfUp } from '../money/money.js';

/** What counts in a region and year (CR-04, CR-54). */
export interface ScoreTerms {
  /** What a village gets that reached its target. */
  readonly fullPoints: number;
  /** The day of the year, as `12-15`, whose end freezes the score. */
  readonly deadline: string;
}

/** What a village was to do in a year, and what it had done when the score was frozen (SR-57). */
export interface VillageScore {
  readonly regionId: string;
  readonly year: number;
  readonly measure: VillageMeasure;
  readonly target: number;
  readonly frozen: { readonly done: number; readonly fullPoints: number; readonly on: CivilDay } | null;
}

/** `round2(full × min(1, done / target))`, a half upwards and without floating point in between (CR-54). */
export const pointsOf = (fullPoints: number, done: number, target: number): number =>
  roundHalfUp(fullPoints * 100 * Math.min(done, target), target) / 100;

export const deadlineOf = (year: number, { deadline }: Pick<ScoreTerms, 'deadline'>): CivilDay =>
  `${String(year)}-${deadline}`;

/** The days on which something counts: from the first of the year to its deadline, both included. */
export const countedDays = (year: number, terms: ScoreTerms): { readonly from: CivilDay; readonly to: CivilDay } => ({
  from: `${String(year)}-01-01`,
  to: deadlineOf(year, terms),
});

/** A target is set or changed until the score is frozen, and not moved when the figures are known. */
export function targetRefused(
  score: VillageScore | null,
  year: number,
  { today, terms }: { readonly today: CivilDay; readonly terms: ScoreTerms },
): Refusal | null {
  const deadline = deadlineOf(year, terms);
  return (score !== null && score.frozen !== null) || today > deadline ? refuse('score-frozen', { deadline }) : null;
}

/** A day of every year, as `12-15`; 29 February is none. */
export const isMonthDay = (text: string): boolean => {
  if (!/^\d{2}-\d{2}$/.test(text)) return false;
  const at = new Date(`2026-${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().slice(5, 10) === text;
};
