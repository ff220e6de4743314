/** The platform itself needs a moment for a step that falls due. */
const TAKES_MS = 5_000;

interface Due {
  readonly escalation: { readonly nextDueAt: string | null };
  readonly shelf: object | null;
}

/** Which of many are overdue at one moment. Instants of one length compare as they stand; to read two thousand of them takes a millisecond. */
export function overdueAt(nowMs: number): (one: Due) => boolean {
  const limit = new Date(nowMs - TAKES_MS).toISOString();
  return ({ escalation: { nextDueAt }, shelf }) => nextDueAt !== null && shelf === null && nextDueAt <= limit;
}

/** For how long the next step of an incident has been overdue; `null`: it is not. Work that was set aside is never. */
export function overdueMs(one: Due, nowMs: number): number | null {
  const { nextDueAt } = one.escalation;
  if (nextDueAt === null || one.shelf !== null) return null;
  const late = nowMs - Date.parse(nextDueAt);
  return late >= TAKES_MS ? late : null;
}
