import type { Instant } from '@silverbell/kernel';

/** What a request about one row of care says beside its wish. */
export interface AskedOf<Actor> {
  readonly id: string;
  readonly ifMatch: number | undefined;
  /** Words, kept under the person's key. */
  readonly note: string | null;
  readonly actor: Actor;
  /** By the clock of care. */
  readonly careNow: Instant;
}
