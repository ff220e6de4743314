import type { Instant } from '@silverbell/kernel';

/** A number that was not called for longer than a month may have changed hands. */
const MONTH_MS = 31 * 86_400_000;

export const isCheckDue = (checkedAt: Instant | null, now: Instant): boolean =>
  checkedAt === null || now - checkedAt > MONTH_MS;
