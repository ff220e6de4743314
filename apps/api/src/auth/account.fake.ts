import { as, type AccountId, type RegionId } from '@silverbell/kernel';
import type { Role } from '@silverbell/vocabulary';
import type { Account } from './sessions.js';

/** An account with one role for one region. */
export const fakeAccount = (role: Role, more: Partial<Account> = {}): Account => ({
  ...{ id: as<AccountId>('a-1'), name: '王', role, regionId: as<RegionId>('county'), helperId: null, disabled: false },
  roles: [{ role, regionId: more.regionId ?? as<RegionId>('county') }],
  ...more,
});
