/** The platform itself needs a moment for a step that falls due. */
const TAKES_MS = 5_000;

/** For how long the next step of an incident has been overdue; `null`: it is not. Work that was set aside is never. */
export function overdueMs(
  one: { readonly escalation: { readonly nextDueAt: string | null }; readonly shelf: object | null },
  nowMs: number,
): number | null {
  const { nextDueAt } = one.escalation;
  if (nextDueAt === null || one.shelf !== null) return null;
  const late = nowMs - Date.parse(nextDueAt);
  return late >= TAKES_MS ? late : null;
}
