import { hours, type Branded, type RegionId } from '@silverbell/kernel';
import type { Role } from '@silverbell/vocabulary';

/** A login that is on record; ended, it opens nothing, whatever the token of it says. */
export type SessionId = Branded<string, 'SessionId'>;

/** A role for a region and everything below it. */
export interface RoleGrant {
  readonly role: Role;
  readonly regionId: RegionId;
}

/** A password that the machine printed: the first administrator's, or one after `admin:reset`. */
export const ONE_TIME_PASSWORD_LASTS = hours(24);
/** A password that a person was given with her account: she may be away for some days. */
export const INVITATION_LASTS = hours(7 * 24);
