/** A clock that is wrong makes nothing late, and what has to be done about it is something else. */
export const headlineOf = (late: readonly string[]): 'health.banner' | 'health.clockBanner' =>
  late.length > 0 && late.every((key) => key.startsWith('clock')) ? 'health.clockBanner' : 'health.banner';

/** As often as the urgent pattern of an incident sounds. */
const everyMs = 8_000;

/**
 * Rings while something critical is late that is not attended at this desk. What becomes late after she said "I am on it" rings again,
 * and what was over and comes back is a new one.
 */
export class LatenessAlarm {
  #attended: ReadonlySet<string> = new Set();
  #rangAt = Number.NEGATIVE_INFINITY;

  attend(late: readonly string[]): void {
    this.#attended = new Set(late);
  }

  isAttended(late: readonly string[]): boolean {
    return late.every((key) => this.#attended.has(key));
  }

  /** Should it sound now? */
  next(late: readonly string[], nowMs: number): boolean {
    this.#attended = new Set(late.filter((key) => this.#attended.has(key)));
    if (late.length === 0) this.#rangAt = Number.NEGATIVE_INFINITY;
    if (this.isAttended(late) || nowMs - this.#rangAt < everyMs) return false;
    this.#rangAt = nowMs;
    return true;
  }
}
