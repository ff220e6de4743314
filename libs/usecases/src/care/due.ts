import type { CivilDay } from '@silverbell/care';
import { dateIn, type Instant } from '@silverbell/kernel';

/**
 * Something that daytime care has to do at a time: a row of ours, removed in the transaction that does it. Those of one kind, subject and
 * instant are one.
 */
export interface CareDue {
  /** Names the job, for example `day-begins`. */
  readonly kind: string;
  /** The id of what it is about. */
  readonly subject: string;
  readonly dueAt: Instant;
  /** The civil date of the region's zone. */
  readonly dueOn: CivilDay;
}

/** Begins every civil date at 00:00 and brings the next one. Generation, reminders and expiries hang on it. */
export const DAY_BEGINS = 'day-begins';

export const dueAt = (kind: string, subject: string, at: Instant, timeZone: string): CareDue => ({
  ...{ kind, subject, dueAt: at, dueOn: dateIn(timeZone, at) },
});
