import { describe, expect, it } from '@jest/globals';
import { as, type RegionId } from '@silverbell/kernel';
import type { Role } from '@silverbell/vocabulary';
import type { RoleGrant } from './port.js';
import { grantsWithin, isForPeopleAlone } from './service-keys.js';

const grant = (role: Role, regionId: string): RoleGrant => ({ role, regionId: as<RegionId>(regionId) });
/** `county/town/village`: a path names its region and those above it. */
const isBelow = (one: RegionId, other: RegionId): boolean => one === other || one.startsWith(`${other}/`);
const within = (grants: readonly RoleGrant[], region: string) => grantsWithin(grants, as<RegionId>(region), isBelow);

describe('the roles of a key that is for a region', () => {
  it('count in that region alone when the account holds them above it', () => {
    expect(within([grant('supervisor', 'county')], 'county/town')).toEqual([grant('supervisor', 'county/town')]);
  });

  it('stay where the account holds them below it, and are gone elsewhere', () => {
    const grants = [grant('operator', 'county/town/village'), grant('lead', 'county/other')];
    expect(within(grants, 'county/town')).toEqual([grant('operator', 'county/town/village')]);
  });

  it('are named once each', () => {
    const grants = [grant('operator', 'county'), grant('operator', 'county/town')];
    expect(within(grants, 'county/town')).toEqual([grant('operator', 'county/town')]);
  });

  it.each(['admin', 'security-admin', 'helper', 'family'] as const)('never contain %s', (role) => {
    expect(isForPeopleAlone(grant(role, 'county'))).toBe(true);
    expect(isForPeopleAlone(grant('supervisor', 'county'))).toBe(false);
  });
});
