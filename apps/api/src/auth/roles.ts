import type { Role } from '@silverbell/vocabulary';
import type { Account } from './sessions.js';

/** A role of hers is among these, wherever it is for. */
export const hasRole = ({ roles }: Pick<Account, 'roles'>, ...wanted: readonly Role[]): boolean =>
  roles.some(({ role }) => wanted.includes(role));

/** The account with those of its roles that count here; `null`: none of them does. */
export function narrowed<A extends Pick<Account, 'roles'>>(
  account: A,
  counts: (grant: Account['roles'][number]) => boolean,
): A | null {
  const roles = account.roles.filter(counts);
  const [first] = roles;
  return first === undefined ? null : { ...account, roles, role: first.role, regionId: first.regionId };
}
