import { refuse, type AccountId, type Refusal } from '@silverbell/kernel';

/** Whom a decision is about. */
export interface AboutWhom {
  readonly seniorIds: readonly string[];
  /** Helpers whose work it is about. */
  readonly workerIds: readonly string[];
}

export interface KnowsParties {
  /** The account is of one of these workers, of the household or the relatives of one of these seniors, or of a helper flagged in conflict with one. */
  isParty(account: AccountId, about: AboutWhom): Promise<boolean>;
}

/** No one decides on himself, on his household, or on a person he is flagged in conflict with (CR-05). */
export const ownAffair = async (tx: KnowsParties, account: AccountId, about: AboutWhom): Promise<Refusal | null> =>
  (await tx.isParty(account, about)) ? refuse('four-eyes') : null;
