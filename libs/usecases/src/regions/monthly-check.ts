import type { Duration, Instant } from '@silverbell/kernel';

/** A number that was not called for that long may have changed hands. */
export const isCheckDue = (checkedAt: Instant | null, every: Duration, now: Instant): boolean =>
  checkedAt === null || now - checkedAt > every;
