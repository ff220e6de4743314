import type { TaskOnWire } from '@silverbell/wire';

/** Calls that this person promised or took over, and those that are not taken yet; the next to fall due first. */
export const callBacksOf = (tasks: readonly TaskOnWire[], me: string): readonly TaskOnWire[] =>
  tasks
    .filter(({ kind, takenBy }) => kind === 'call-back' && (takenBy === null || takenBy.id === me))
    .sort((a, b) => Date.parse(a.dueAt) - Date.parse(b.dueAt));
