import { describe, expect, it } from '@jest/globals';
import type { Account } from '@silverbell/wire';
import type { Role } from '@silverbell/vocabulary';
import { bodyOf, changeOf, placesOf, startingValues, valuesOf } from './account-values.js';

describe('the roles of an account in its form', () => {
  it('are all kept, however many there are, with a place for one more', () => {
    const names: readonly Role[] = ['operator', 'lead', 'supervisor', 'installer', 'finance-officer'];
    const roles = names.map((role) => ({ role, regionId: 'r' }));
    const account = { username: 'li', name: '李', helperId: null, seniorIds: [], roles } as unknown as Account;
    expect(bodyOf({ ...valuesOf(account), name: '李一' })).toEqual({ name: '李一', roles });
    expect(placesOf(account)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(bodyOf({ ...valuesOf(account), role2: '' }).roles).toHaveLength(4);
  });

  it('are not sent with another name, so that roles that wait for a second person go on waiting', () => {
    const roles = [{ role: 'operator', regionId: 'r' }];
    const account = { username: 'li', name: '李', helperId: null, seniorIds: [], roles } as unknown as Account;
    expect(changeOf(account, { ...valuesOf(account), name: '李一' })).toEqual({ name: '李一' });
    expect(changeOf(account, { ...valuesOf(account), role1: 'lead' })).toEqual({
      name: '李',
      roles: [{ role: 'lead', regionId: 'r' }],
    });
  });
});

describe('a new account', () => {
  it("knows a helper's file, name, role and region from the row that leads to it", () => {
    const known = new URLSearchParams({ helperId: 'h-1', name: '朱红', regionId: 'village' });
    expect(bodyOf({ ...startingValues(known), username: 'zhu' })).toMatchObject({
      ...{ name: '朱红', helperId: 'h-1', roles: [{ role: 'helper', regionId: 'village' }] },
    });
  });

  it('is empty when nothing is known', () => {
    expect(bodyOf(startingValues(new URLSearchParams())).roles).toEqual([]);
  });
});
