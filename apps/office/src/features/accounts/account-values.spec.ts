import { describe, expect, it } from '@jest/globals';
import type { Account } from '@silverbell/wire';
import type { Role } from '@silverbell/vocabulary';
import { bodyOf, placesOf, valuesOf } from './account-values.js';

describe('the roles of an account in its form', () => {
  it('are all kept, however many there are, with a place for one more', () => {
    const names: readonly Role[] = ['operator', 'lead', 'supervisor', 'installer', 'finance-officer'];
    const roles = names.map((role) => ({ role, regionId: 'r' }));
    const account = { username: 'li', name: '李', helperId: null, seniorIds: [], roles } as unknown as Account;
    expect(bodyOf({ ...valuesOf(account), name: '李一' })).toEqual({ name: '李一', roles });
    expect(placesOf(account)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(bodyOf({ ...valuesOf(account), role2: '' }).roles).toHaveLength(4);
  });
});
