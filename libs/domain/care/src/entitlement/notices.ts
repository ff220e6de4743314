import { refuse, type Refusal } from '@silverbell/kernel';
import type { EntitlementEnd, EntitlementNotice, Role } from '@silverbell/vocabulary';
import type { CivilDay } from '../calendar/index.js';
import type { Entitlement } from './entitlement.js';

/** Who takes note of what: each of these offices by itself, and the provider where one is paid; an institution is not asked (CR-22, CR-27). */
export const NOTICE_OWNERS: Readonly<Record<EntitlementNotice, readonly Role[]>> = {
  ended: ['provider-manager', 'county-officer'],
  // by telephone or in person: not every contact has a login
  family: ['community-officer'],
  moved: ['township-officer'],
};

/** The family hears of what happened to the person, not of what the office decided. */
export const TOLD_TO_FAMILY: readonly EntitlementEnd[] = ['death', 'moved-out'];

/** @param movedOn the day of her last move to another township; `null`: there was none */
export function noticeRefused(
  { endReason }: Pick<Entitlement, 'endReason'>,
  notice: EntitlementNotice,
  owner: Role,
  movedOn: CivilDay | null,
): Refusal | null {
  if (!NOTICE_OWNERS[notice].includes(owner)) return refuse('not-allowed');
  const isThere: Readonly<Record<EntitlementNotice, boolean>> = {
    ended: endReason !== null,
    family: endReason !== null && TOLD_TO_FAMILY.includes(endReason),
    moved: movedOn !== null,
  };
  return isThere[notice] ? null : refuse('nothing-to-note', { notice });
}
