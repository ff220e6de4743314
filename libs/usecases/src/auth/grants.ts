import { refuse, type AccountId, type Refusal, type RegionId } from '@silverbell/kernel';
import type { Role } from '@silverbell/vocabulary';
import type { RoleGrant } from './port.js';

/** Who holds one of these can undo what the others guard: a second person agrees to it, once there is one. */
export const GUARDED_ROLES: readonly Role[] = ['admin', 'security-admin', 'auditor'];

export interface GrantQuestion {
  readonly by: AccountId;
  /** `null`: an account that is made now. */
  readonly subject: { readonly id: AccountId; readonly roles: readonly RoleGrant[] } | null;
  readonly wanted: readonly RoleGrant[];
  /** The region lies in a subtree whose accounts she keeps. */
  readonly reaches: (regionId: RegionId) => boolean;
}

export const sameGrant = (one: RoleGrant) => (other: RoleGrant) =>
  one.role === other.role && one.regionId === other.regionId;
/** Those of `one` that `other` does not have. */
export const without = (one: readonly RoleGrant[], other: readonly RoleGrant[]): readonly RoleGrant[] =>
  one.filter((grant) => !other.some(sameGrant(grant)));

/** No account grants beyond its own subtree, nor anything to itself; an auditor administers nothing. */
export function refusalOfGrant({ by, subject, wanted, reaches }: GrantQuestion): Refusal | null {
  const before = subject?.roles ?? [];
  const touched = [...without(wanted, before), ...without(before, wanted)];
  if (touched.some(({ regionId }) => !reaches(regionId))) return refuse('not-found');
  if (subject?.id === by && without(wanted, before).length > 0) return refuse('grant-to-oneself');
  const has = (role: Role): boolean => wanted.some((grant) => grant.role === role);
  if (has('auditor') && (has('admin') || has('security-admin'))) return refuse('roles-exclude-each-other');
  if (wanted.some((grant, n) => wanted.findIndex(sameGrant(grant)) !== n)) return refuse('role-twice');
  return null;
}

/** Which of the wanted roles count at once, and which wait for a second person who keeps accounts. */
export function dividedGrants(
  wanted: readonly RoleGrant[],
  before: readonly RoleGrant[],
  isThereASecondPerson: boolean,
): { readonly atOnce: readonly RoleGrant[]; readonly waiting: readonly RoleGrant[] } {
  const isNew = new Set(without(wanted, before));
  const waits = (grant: RoleGrant): boolean =>
    isThereASecondPerson && isNew.has(grant) && GUARDED_ROLES.includes(grant.role);
  return { atOnce: wanted.filter((grant) => !waits(grant)), waiting: wanted.filter(waits) };
}
