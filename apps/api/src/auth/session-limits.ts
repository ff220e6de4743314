import { duration, hours, minutes, seconds, type Duration } from '@silverbell/kernel';

export interface SessionLimits {
  /** A token ends after so long, unless its owner goes on working. */
  readonly lasts: Duration;
  /** No session goes on for longer than this after its login, however often it is renewed. */
  readonly atMost: Duration;
}

/** One shift, and two in a row at the very most. */
export const SESSION_LIMITS: SessionLimits = { lasts: hours(8), atMost: hours(16) };

/** A shorter session would end in the middle of an action; none of any region outlives a day. */
const LEAST = minutes(1);
const MOST = hours(24);

/** By the dated settings of a region, `session.lasts` and `session.atMost` in seconds; what is no number there, or none that may be, counts as absent. */
export function sessionLimitsOf(settings: Readonly<Record<string, unknown>>): SessionLimits {
  const lasts = lengthOf(settings['session.lasts'], MOST) ?? SESSION_LIMITS.lasts;
  const atMost = lengthOf(settings['session.atMost'], MOST) ?? SESSION_LIMITS.atMost;
  return { lasts: duration(Math.min(lasts, atMost)), atMost };
}

function lengthOf(value: unknown, most: Duration): Duration | null {
  if (typeof value !== 'number') return null;
  const length = seconds(value);
  return length >= LEAST && length <= most ? length : null;
}
