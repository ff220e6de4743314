import type { TaskOnWire } from '@silverbell/wire';
import type { TaskKind } from '@silverbell/vocabulary';

/** How many of each kind a person took on herself, in the order in which the first of each falls due. */
export function takenByKind(tasks: readonly TaskOnWire[], me: string): ReadonlyMap<TaskKind, number> {
  const counts = new Map<TaskKind, number>();
  for (const { kind, takenBy } of tasks) if (takenBy?.id === me) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return counts;
}

/** Those that wait for anybody of her role. */
export const untaken = (tasks: readonly TaskOnWire[], role: string): number =>
  tasks.filter(({ takenBy, owner }) => takenBy === null && owner === role).length;
