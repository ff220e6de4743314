import { describe, expect, it } from '@jest/globals';
import { as, type AccountId, type RegionId } from '@silverbell/kernel';
import type { Role } from '@silverbell/vocabulary';
import { dividedGrants, refusalOfGrant, type GrantQuestion } from './grants.js';
import type { RoleGrant } from './port.js';

const grant = (role: Role, regionId = 'town'): RoleGrant => ({ role, regionId: as<RegionId>(regionId) });
const keeper = as<AccountId>('keeper');
const li = as<AccountId>('li');
const refusal = (wanted: readonly RoleGrant[], more: Partial<GrantQuestion> = {}): string | null =>
  refusalOfGrant({ by: keeper, subject: null, wanted, reaches: (region) => region === 'town', ...more })?.refused ??
  null;

describe('a grant of roles', () => {
  it('is made within the own subtree, and a region outside it does not exist', () => {
    expect(refusal([grant('operator')])).toBeNull();
    expect(refusal([grant('operator'), grant('lead', 'elsewhere')])).toBe('not-found');
  });

  it('leaves a role of another region as it is, and takes none away there', () => {
    const subject = { id: li, roles: [grant('lead', 'elsewhere'), grant('operator')] };
    expect(refusal([grant('lead', 'elsewhere'), grant('supervisor')], { subject })).toBeNull();
    expect(refusal([grant('operator')], { subject })).toBe('not-found');
  });

  it('is never made to oneself, who may only give a role away', () => {
    const subject = { id: keeper, roles: [grant('admin'), grant('security-admin')] };
    expect(refusal([grant('admin')], { subject })).toBeNull();
    expect(refusal([...subject.roles, grant('lead')], { subject })).toBe('grant-to-oneself');
  });

  it.each(['admin', 'security-admin'] as const)('does not join auditor and %s in one account', (role) => {
    expect(refusal([grant('auditor'), grant(role)])).toBe('roles-exclude-each-other');
    expect(refusal([grant('auditor'), grant('supervisor')])).toBeNull();
  });

  it('names each role of a region once', () => {
    expect(refusal([grant('operator'), grant('operator')])).toBe('role-twice');
  });
});

describe('a role that guards others', () => {
  const wanted = [grant('operator'), grant('admin'), grant('auditor')];

  it('counts at once while one person alone keeps the accounts', () => {
    expect(dividedGrants(wanted, [], false)).toEqual({ atOnce: wanted, waiting: [] });
  });

  it('waits for a second person once there is one, unless it is held already', () => {
    expect(dividedGrants(wanted, [grant('admin')], true)).toEqual({
      atOnce: [grant('operator'), grant('admin')],
      waiting: [grant('auditor')],
    });
  });
});
