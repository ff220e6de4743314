/** Where something to do comes from; also the tabs above the list. */
export const TODO_GROUPS = ['devices', 'followUps', 'tasks', 'duty', 'helpers', 'imports', 'rights'] as const;
export type TodoGroup = (typeof TODO_GROUPS)[number];

export interface TodoRow {
  readonly key: string;
  readonly group: TodoGroup;
  /** What is to be done. */
  readonly what: string;
  /** Whom or what it is about. */
  readonly about: string;
  /** When it is due; `null`: at once. */
  readonly dueAt: number | null;
  readonly why: string;
  /** `null`: it has no owner. */
  readonly owner: string | null;
  /** How many things stand behind this row. */
  readonly n: number;
  /** Where it is done, and what that is called. */
  readonly to: string;
  readonly act: string;
}

/** CR-77: what is due first comes first; what is due at once stands before all. */
export const byDue = (rows: readonly TodoRow[]): readonly TodoRow[] =>
  rows.toSorted((a, b) => (a.dueAt ?? 0) - (b.dueAt ?? 0) || a.key.localeCompare(b.key));

export interface Totals {
  readonly all: number;
  readonly late: number;
  readonly today: number;
  readonly week: number;
}

const DAY_MS = 86_400_000;

/** How much is late, due today, and due within seven days; `dayOf` names the day of an instant on the clocks of the county. */
export function totalsOf(rows: readonly TodoRow[], now: number, dayOf: (at: number) => string): Totals {
  const sum = (of: (dueAt: number) => boolean): number =>
    rows.reduce((total, { dueAt, n }) => total + (of(dueAt ?? now) ? n : 0), 0);
  return {
    all: sum(() => true),
    late: sum((dueAt) => dueAt < now),
    today: sum((dueAt) => dueAt >= now && dayOf(dueAt) === dayOf(now)),
    week: sum((dueAt) => dueAt < now + 7 * DAY_MS),
  };
}

export interface DayCount {
  readonly at: number;
  readonly n: number;
}

/** The coming seven days and how much is due on each; what is late counts today. */
export function weekOf(rows: readonly TodoRow[], now: number, dayOf: (at: number) => string): readonly DayCount[] {
  return Array.from({ length: 7 }, (_, index) => now + index * DAY_MS).map((at, index) => ({
    at,
    n: rows.reduce((total, { dueAt, n }) => {
      const due = Math.max(dueAt ?? now, now);
      return total + (dayOf(due) === dayOf(at) && (index > 0 || due < now + DAY_MS) ? n : 0);
    }, 0),
  }));
}
