import type { FleetCounts } from './fleet.js';

export interface Report extends FleetCounts {
  readonly seniors: number;
  readonly helpers: number;
  readonly durationS: number;
  readonly seed: number;
  /** From the press to the first receipt at the device; `null` without a receipt. */
  readonly answerMs: { readonly median: number; readonly p95: number; readonly max: number } | null;
  /** Every press was answered before its device had to help itself. */
  readonly held: boolean;
  readonly troubles: Readonly<Record<string, number>>;
}

const at = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? 0;

export const spread = (sorted: readonly number[]): Report['answerMs'] =>
  sorted.length === 0 ? null : { median: at(sorted, 0.5), p95: at(sorted, 0.95), max: at(sorted, 1) };

export const held = ({ waiting, fellBack }: Pick<FleetCounts, 'waiting' | 'fellBack'>): boolean =>
  waiting === 0 && fellBack === 0;

export function reportText(report: Report): string {
  const { presses, answered, fellBack, repeats, offers, accepted, arrived, finished, answerMs, held: kept } = report;
  return [
    `${presses} presses, ${answered} answered, ${fellBack} fell back to the device's own means, ${repeats} repeats`,
    answerMs
      ? `first receipt after ${answerMs.median} ms (median), ${answerMs.p95} ms (p95), ${answerMs.max} ms (longest)`
      : 'no receipt',
    `${offers} offers, ${accepted} accepted, ${arrived} arrived, ${finished} finished`,
    ...Object.entries(report.troubles).map(([what, times]) => `trouble, ${times} times: ${what}`),
    kept ? 'held: every press was answered in time' : 'BROKEN: not every press was answered within 30 s',
  ].join('\n');
}
