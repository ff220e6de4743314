import type { ProviderNotice } from './notice.js';

/** What is known of a provider's month. */
export interface ProviderMonth {
  /** Visits of the month that took place and count. */
  readonly visits: number;
  /** What the provider was told of the month (CR-52); `null`: no notice was made. */
  readonly notice: ProviderNotice | null;
}

/** The figures that providers are compared by; `null`: there is nothing to divide by (CR-75). */
export interface ProviderShares {
  /** Founded complaints for every 1,000 visits. */
  readonly foundedPer1000: number | null;
  /** Of the visits that were rated, those rated dissatisfied: 0 to 1. */
  readonly dissatisfied: number | null;
  /** Of the answers that were due, those given in time: 0 to 1. */
  readonly answeredInTime: number | null;
}

export interface RankedProvider<Provider extends ProviderMonth> {
  readonly provider: Provider;
  /** 1 is the best, equal figures share a rank; `null`: too few visits to compare, or no notice of the month. */
  readonly rank: number | null;
  readonly shares: ProviderShares;
}

const shareOf = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);

export function sharesOf({ visits, notice }: ProviderMonth): ProviderShares {
  if (notice === null) return { foundedPer1000: null, dissatisfied: null, answeredInTime: null };
  return {
    foundedPer1000: shareOf(notice.founded * 1_000, visits),
    dissatisfied: shareOf(notice.visitsDissatisfied, notice.visitsRated),
    answeredInTime: shareOf(notice.answeredInTime, notice.due),
  };
}

/** Fewer founded complaints first, then fewer dissatisfied, then more answers in time. Who was not rated stands behind who was; where nothing was due, nothing was late. */
function compare(one: ProviderShares, other: ProviderShares): number {
  return (
    compareNumbers(one.foundedPer1000 ?? Infinity, other.foundedPer1000 ?? Infinity) ||
    compareNumbers(one.dissatisfied ?? Infinity, other.dissatisfied ?? Infinity) ||
    compareNumbers(other.answeredInTime ?? 1, one.answeredInTime ?? 1)
  );
}
const compareNumbers = (one: number, other: number): number => (one === other ? 0 : one < other ? -1 : 1);

/**
 * Providers in the order of their month (CR-77), the best first; behind them, as they came, those without a rank.
 * @param leastVisits who made fewer visits in the month is not compared: one complaint would decide
 */
export function rankProviders<Provider extends ProviderMonth>(
  providers: readonly Provider[],
  leastVisits: number,
): readonly RankedProvider<Provider>[] {
  const all = providers.map((provider) => ({ provider, shares: sharesOf(provider) }));
  const isCompared = ({ provider: { visits, notice } }: (typeof all)[number]): boolean =>
    notice !== null && visits >= leastVisits;
  const compared = all.filter(isCompared).sort((one, other) => compare(one.shares, other.shares));
  return [
    ...compared.map((one) => ({
      ...one,
      rank: compared.findIndex(({ shares }) => compare(shares, one.shares) === 0) + 1,
    })),
    ...all.filter((one) => !isCompared(one)).map((one) => ({ ...one, rank: null })),
  ];
}
