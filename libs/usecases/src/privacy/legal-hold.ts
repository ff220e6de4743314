import {
  refuse,
  type AccountId,
  type Clock,
  type IdSource,
  type IncidentId,
  type Instant,
  type Refusal,
  type SeniorId,
} from '@silverbell/kernel';
import type { LegalHoldReason, LegalHoldReleaseReason } from '@silverbell/vocabulary';

export type LegalHoldTarget = { readonly incidentId: IncidentId } | { readonly seniorId: SeniorId };

export interface LegalHoldPlacement {
  readonly id: string;
  readonly on: LegalHoldTarget;
  readonly reason: LegalHoldReason;
  readonly at: Instant;
  readonly by: AccountId;
}

export interface LegalHoldRelease {
  readonly id: string;
  readonly reason: LegalHoldReleaseReason;
  readonly at: Instant;
  readonly by: AccountId;
}

/**
 * What must stay by order: retention passes over it, and persons in it cannot be erased. Placed and lifted, each once and for good on
 * record; a hold that is placed and an erasure that is under way wait for each other.
 */
export interface LegalHoldStore {
  /** `again`: it is held for this reason already. `erased`: nothing is left to hold. */
  place(hold: LegalHoldPlacement): Promise<'placed' | 'again' | 'erased' | 'unknown'>;
  /** `again`: it was lifted before, and stays as it was. */
  lift(lifting: LegalHoldRelease): Promise<'lifted' | 'again' | 'unknown'>;
}

interface LegalHoldDeps {
  readonly legalHolds: LegalHoldStore;
  readonly clock: Clock;
}

export async function placeLegalHold(
  deps: LegalHoldDeps & { readonly newId: IdSource },
  asked: Omit<LegalHoldPlacement, 'id' | 'at'>,
): Promise<Refusal | null> {
  const done = await deps.legalHolds.place({ ...asked, id: deps.newId(), at: deps.clock.now() });
  if (done === 'unknown') return refuse('not-found');
  return done === 'erased' ? refuse('person-erased') : null;
}

export async function releaseLegalHold(
  deps: LegalHoldDeps,
  asked: Omit<LegalHoldRelease, 'at'>,
): Promise<Refusal | null> {
  const done = await deps.legalHolds.lift({ ...asked, at: deps.clock.now() });
  return done === 'unknown' ? refuse('not-found') : null;
}
