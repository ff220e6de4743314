import { hours, type Duration, type RegionId } from '@silverbell/kernel';
import type { Role } from '@silverbell/vocabulary';
import { sameGrant } from './grants.js';
import type { RoleGrant } from './port.js';

/** A key that is forgotten in a configuration ends by itself. */
export const KEY_LASTS_AT_MOST: Duration = hours(400 * 24);

/** Roles that need a person: a second factor, or somebody who goes. */
const NOT_FOR_SERVICES: readonly Role[] = ['admin', 'security-admin', 'helper', 'family'];
export const isForPeopleAlone = ({ role }: RoleGrant): boolean => NOT_FOR_SERVICES.includes(role);

/**
 * What is left of an account's roles within the region of a key: a role for a region above counts in the key's region alone, one for a
 * region below stays, every other is gone. `isBelow`: the first region is the second, or lies below it.
 */
export function grantsWithin(
  grants: readonly RoleGrant[],
  regionId: RegionId,
  isBelow: (one: RegionId, other: RegionId) => boolean,
): readonly RoleGrant[] {
  const left = grants.flatMap((grant): RoleGrant[] => {
    if (isBelow(regionId, grant.regionId)) return [{ ...grant, regionId }];
    return isBelow(grant.regionId, regionId) ? [grant] : [];
  });
  return left.filter((grant, n) => left.findIndex(sameGrant(grant)) === n);
}
