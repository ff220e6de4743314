import { between, hours, type Duration, type Instant } from '@silverbell/kernel';

/** Why a registered device is kept out. */
export const REFUSAL_REASONS = [
  'wrong-secret',
  'foreign-certificate',
  'certificate',
  'foreign-client-id',
  'protocol-version',
  'foreign-topic',
  'too-many-connections',
] as const;
export type RefusalReason = (typeof REFUSAL_REASONS)[number];

/** When refusals become work. Data: a region may bring its own. */
export interface RefusalPolicy {
  /** So many of the same reason … */
  readonly after: number;
  /** … within this time. */
  readonly within: Duration;
  /** Not told again before this is over. */
  readonly againAfter: Duration;
}

/**
 * Issue 8, K11: within five minutes, and within the hour for a device that says little. Three, because a device that is being set up is
 * refused once or twice; our own choice, to be revised with experience.
 */
export const defaultRefusals: RefusalPolicy = { after: 3, within: hours(1), againAfter: hours(1) };

/** Whose name was proven, and whose way is known to be wrong, is told the first time. */
const TOLD_AT_ONCE: ReadonlySet<RefusalReason> = new Set(['foreign-topic', 'too-many-connections']);

/** This policy for one reason. */
export const policyFor = (reason: RefusalReason, policy: RefusalPolicy): RefusalPolicy =>
  TOLD_AT_ONCE.has(reason) ? { ...policy, after: 1 } : policy;

/** What is kept of one device and one reason. */
export interface Refusals {
  readonly times: readonly Instant[];
  readonly toldAt: Instant | null;
}
export const NO_REFUSALS: Refusals = { times: [], toldAt: null };

/** One more. `tells`: it is work now. */
export function refusedAgain(
  kept: Refusals,
  now: Instant,
  { after, within, againAfter }: RefusalPolicy,
): { readonly kept: Refusals; readonly tells: boolean } {
  // As many as decide; a flood of them is no longer list.
  const times = [...kept.times, now].filter((at) => between(at, now) < within).slice(-after);
  const isOld = kept.toldAt === null || between(kept.toldAt, now) >= againAfter;
  const tells = times.length >= after && isOld;
  return { kept: { times, toldAt: tells ? now : kept.toldAt }, tells };
}
