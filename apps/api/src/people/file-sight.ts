import { KEEP_FILES, SEE_CONFLICTS } from '@silverbell/wire';
import { hasRole } from '../auth/roles.js';
import type { Account } from '../auth/sessions.js';

/** How much of a file this account reads, by the roles it has where the file belongs. */
export interface FileSight {
  /** Keeps files: reads numbers, addresses and health. */
  readonly keeps: boolean;
  /** Speaks with people: names and addresses in full, numbers masked, nothing of health. Everybody else sees masked names. */
  readonly names: boolean;
  readonly conflicts: boolean;
}

export const sightOf = (account: Pick<Account, 'roles'>): FileSight => {
  const [keeps, conflicts] = [hasRole(account, ...KEEP_FILES), hasRole(account, ...SEE_CONFLICTS)];
  return { keeps, conflicts, names: keeps || conflicts || hasRole(account, 'operator') };
};
