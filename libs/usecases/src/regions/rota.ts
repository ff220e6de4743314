import type { Instant } from '@silverbell/kernel';
import type { ShiftFile } from './port.js';

export interface Hours {
  readonly from: Instant;
  readonly to: Instant;
}

const isRunning = (now: Instant) => (shift: ShiftFile) =>
  shift.state === 'planned' && shift.from <= now && now < shift.to;

/** Who holds the seat now; `null`: no holder, and the number of the seat itself is called. */
export const holderAt = (shifts: readonly ShiftFile[], now: Instant): ShiftFile | null =>
  shifts.find(isRunning(now)) ?? null;

/** The parts of these hours in which no planned shift lies. */
export function gapsOf(shifts: readonly ShiftFile[], { from, to }: Hours): readonly Hours[] {
  const gaps: Hours[] = [];
  let covered = from;
  for (const shift of shifts.filter(({ state }) => state === 'planned').toSorted((a, b) => a.from - b.from)) {
    if (shift.to <= covered || shift.from >= to) continue;
    if (shift.from > covered) gaps.push({ from: covered, to: shift.from });
    covered = shift.to;
  }
  if (covered < to) gaps.push({ from: covered, to });
  return gaps;
}
