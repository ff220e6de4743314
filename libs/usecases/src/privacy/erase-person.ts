import { refuse, type AccountId, type Clock, type Instant, type Refusal, type SeniorId } from '@silverbell/kernel';
import type { EraseReason } from '@silverbell/vocabulary';

export interface Erasure {
  readonly seniorId: SeniorId;
  readonly at: Instant;
  readonly by: AccountId;
  readonly reason: EraseReason;
}

/** Makes everything that was kept of a person unreadable, in one transaction with the note that it was done. */
export interface ErasureStore {
  /**
   * `again`: it was done before; nothing is left to do. `held`: she, an incident of hers, or a person in one is under a legal hold.
   * `case-open`: a helper may still need to know where to go.
   */
  erase(erasure: Erasure): Promise<'erased' | 'again' | 'held' | 'case-open' | 'unknown'>;
}

/** Promise 10: nothing is edited, and what the law lets a person erase can be erased. For ever: there is no way back. */
export async function erasePerson(
  deps: { readonly erasures: ErasureStore; readonly clock: Clock },
  asked: Omit<Erasure, 'at'>,
): Promise<Refusal | null> {
  const done = await deps.erasures.erase({ ...asked, at: deps.clock.now() });
  if (done === 'unknown') return refuse('not-found');
  if (done === 'held') return refuse('person-under-hold');
  if (done === 'case-open') return refuse('person-has-open-case');
  return null;
}
