import type { TaskOnWire } from '@silverbell/wire';

/**
 * So long after its term a promised call is heard by the lead, too. A constant, no setting: five minutes are what the safety case gives a
 * call-back of class W, and what it gives a lead of class F (safety.md 2.1).
 */
export const CALL_BACK_GRACE_MS = 5 * 60_000;

/** As much of a task as its sound depends on. */
export type Promised = Pick<TaskOnWire, 'id' | 'kind' | 'dueAt' | 'takenBy'>;

/**
 * A promised call sounds once when its term is reached: at the desk of its owner, or, not taken by a person, of every operator; and once
 * at the lead when it is still open after the grace. Several
 * at once are one sound, and a new term is a new promise.
 */
export class CallBackAlarm {
  readonly #sounded = new Set<string>();

  /** Should it sound now? Asked only while this desk can be heard, so that nothing is lost to a mute. */
  next(tasks: readonly Promised[], desk: { readonly me: string; readonly role: string }, nowMs: number): boolean {
    const due = tasks
      .filter((task) => task.kind === 'call-back' && nowMs >= Date.parse(task.dueAt) + graceFor(task, desk))
      .map(({ id, dueAt }) => `${id} ${dueAt}`)
      .filter((key) => !this.#sounded.has(key));
    for (const key of due) this.#sounded.add(key);
    return due.length > 0;
  }
}

function graceFor({ takenBy }: Promised, { me, role }: { readonly me: string; readonly role: string }): number {
  const isOwn = takenBy === null ? role === 'operator' : takenBy.id === me;
  return isOwn ? 0 : role === 'lead' ? CALL_BACK_GRACE_MS : Number.POSITIVE_INFINITY;
}
