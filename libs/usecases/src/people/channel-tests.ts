import { after, type Duration, type Instant } from '@silverbell/kernel';
import type { ChannelState } from '@silverbell/vocabulary';

/** The tests of one channel of one helper, as far as they matter now. */
export interface ChannelHistory {
  /** The latest test. */
  readonly sentAt: Instant | null;
  readonly answerBy: Instant | null;
  readonly failedAt: Instant | null;
  readonly error: string | null;
  /** When a test last arrived: delivered, fetched or answered. */
  readonly workedAt: Instant | null;
  /** The end of the first test in vain since then. */
  readonly inVainSince: Instant | null;
}

/** An unanswered test is as bad as one that could not be sent. */
export function channelStateOf({ sentAt, answerBy, failedAt, workedAt }: ChannelHistory, now: Instant): ChannelState {
  if (sentAt === null || answerBy === null) return 'untested';
  if (workedAt !== null && workedAt >= sentAt) return 'works';
  return failedAt !== null || answerBy <= now ? 'fails' : 'waiting';
}

export interface ChannelWork {
  readonly since: Instant;
  readonly dueAt: Instant;
  readonly isLate: boolean;
  readonly owner: string | null;
  readonly error: string;
}

/** What a person decided of a channel that fails; it counts until the channel works again, and not for the next failure. */
export interface DecidedChannelWork {
  readonly since: Instant;
  readonly dueAt: Instant;
  readonly owner: string;
}

/** A channel that fails is work with a term, and has an owner as soon as one is named. */
export function channelWorkOf(
  history: ChannelHistory,
  decided: DecidedChannelWork | null,
  within: Duration,
  now: Instant,
): ChannelWork | null {
  if (channelStateOf(history, now) !== 'fails') return null;
  const since = history.inVainSince ?? history.failedAt ?? now;
  const own = decided !== null && decided.since >= since ? decided : null;
  const dueAt = own?.dueAt ?? after(since, within);
  return { since, dueAt, isLate: dueAt <= now, owner: own?.owner ?? null, error: history.error ?? 'no-answer' };
}

/** By day alone: a test wakes no helper. */
export const isTestHour = (hour: number): boolean => hour >= 9 && hour < 17;
