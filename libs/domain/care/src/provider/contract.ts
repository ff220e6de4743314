import type { CivilDay } from '../calendar/index.js';

/** What of a contract decides whether a visit may be made under it (SR-44). */
export interface ContractTerms {
  readonly providerId: string;
  /** It counts for these regions and everything below them. */
  readonly regionIds: readonly string[];
  readonly from: CivilDay;
  readonly to: CivilDay;
  /** Empty: every item of the catalogue. */
  readonly items: readonly string[];
  /** Ended before its time: the last day it counted. */
  readonly endedOn: CivilDay | null;
}

export interface ContractedVisit {
  /** The senior's region first, the root last. */
  readonly regionChain: readonly string[];
  readonly day: CivilDay;
  readonly items: readonly string[];
}

/** Whether a visit with these items is covered on its day, the first and the last day of the contract included. */
export function isCovered(contract: ContractTerms, { regionChain, day, items }: ContractedVisit): boolean {
  const { from, to, endedOn, regionIds } = contract;
  const last = endedOn !== null && endedOn < to ? endedOn : to;
  return (
    day >= from &&
    day <= last &&
    regionIds.some((id) => regionChain.includes(id)) &&
    (contract.items.length === 0 || items.every((item) => contract.items.includes(item)))
  );
}
