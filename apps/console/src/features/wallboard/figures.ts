import type { Phase } from '@silverbell/vocabulary';
import type { IncidentSummary } from '@silverbell/wire';

export interface WallFigures {
  readonly waiting: { readonly all: number; readonly 1: number; readonly 2: number; readonly 3: number };
  /** When the P1 that waits longest was raised; `null`: none waits. */
  readonly longestSince: string | null;
  readonly open: number;
  readonly phases: readonly { readonly phase: Phase; readonly count: number }[];
  /** A step of the platform that was due and is not done. */
  readonly overdue: number;
}

const SHOWN: readonly Phase[] = ['responding', 'searching', 'on-scene', 'attended', 'handled'];
/** A step is done within a second of when it is due; what is older is late. */
const LATE_MS = 5_000;

/** What a wall shows of the open incidents: counts and times, no name, no place. Drills are not among them. */
export function figuresOf(cases: Iterable<IncidentSummary>, nowMs: number): WallFigures {
  const waiting = { all: 0, 1: 0, 2: 0, 3: 0 };
  const counts = new Map<Phase, number>();
  let [open, overdue] = [0, 0];
  let longestSince: string | null = null;
  for (const { practice, severity, phase, attention, raisedAt, escalation } of cases) {
    if (practice !== null) continue;
    open += 1;
    counts.set(phase, (counts.get(phase) ?? 0) + 1);
    if (escalation.nextDueAt !== null && nowMs - Date.parse(escalation.nextDueAt) > LATE_MS) overdue += 1;
    if (attention.state !== 'waiting') continue;
    waiting.all += 1;
    waiting[severity] += 1;
    if (severity === 1 && (longestSince === null || raisedAt < longestSince)) longestSince = raisedAt;
  }
  const phases = SHOWN.flatMap((phase) => {
    const count = counts.get(phase) ?? 0;
    return count === 0 ? [] : [{ phase, count }];
  });
  return { waiting, longestSince, open, phases, overdue };
}
