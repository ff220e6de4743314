import { HELPER_KIND_LABELS, type Role } from '@silverbell/vocabulary';
import type { Instant } from '@silverbell/kernel';
import { daysBefore } from './dates.js';
import { boundaryOf, pointAt, type Geography, type Township, type Village } from './geography.js';
import { DEMO_PASSWORD } from './logins.js';
import { COUNTY, demoNumber, familyName, givenName } from './names.js';
import type { Dice } from './prng.js';
import type {
  Account,
  Contact,
  DutySeat,
  EmergencyNumber,
  Facility,
  FamilyLink,
  Helper,
  Region,
  RegionSetting,
  Senior,
} from './rows.js';

export function regionsOf({ county, townships, villages }: Geography): Region[] {
  const row = (
    area: Village | Township | Geography['county'],
    parentId: string | null,
    levelName: string,
    levelNo: number,
  ): Region => {
    const centre = pointAt(area.centre);
    return {
      id: area.id,
      parentId,
      levelName,
      levelNo,
      name: area.name,
      centreLat: centre.lat,
      centreLng: centre.lng,
      boundary: boundaryOf(area),
    };
  };
  return [
    row(county, null, '县', 2),
    ...townships.map((town) => row(town, county.id, town.level, 3)),
    ...villages.map((village) => row(village, village.townshipId, '村', 4)),
  ];
}

export function settingsOf(geo: Geography, at: Instant): RegionSetting[] {
  const setting = (regionId: string, key: string, value: unknown, source: string): RegionSetting => ({
    regionId,
    key,
    validFrom: daysBefore(at, 365),
    value,
    source,
  });
  const hills = geo.townships[geo.townships.length - 1] as Township;
  return [
    setting(geo.county.id, 'timeZone', 'Asia/Shanghai', '演示'),
    setting(geo.county.id, 'limits.waveSize', 3, 'safety.md 2.1'),
    setting(hills.id, 'limits.waveSize', 4, '演示：山区路远，每轮多问一人'),
    setting(geo.county.id, 'basemap', geo.basemap, '演示：由种子生成'),
  ];
}

/** SR-03, SR-04: eight facilities on three levels, hub and spoke. */
export function facilitiesOf(geo: Geography): Facility[] {
  let n = 0;
  const facility = (
    area: Village | Township | Geography['county'],
    type: string,
    level: number,
    parentId: string | null,
  ): Facility => {
    n += 1;
    const point = pointAt({ x: area.centre.x + n * 11, y: area.centre.y - n * 9 });
    const name = area.name.replace('（虚构）', '');
    return {
      id: `facility-${n}`,
      regionId: area.id,
      type,
      level,
      parentId,
      operator: '银铃居家养老服务社（演示）',
      name: `${name}${type}（演示）`,
      phone: demoNumber(7, n),
      addressWords: `${COUNTY}${name}`,
      lat: point.lat,
      lng: point.lng,
    };
  };
  const [a, b, c] = geo.townships as [Township, Township, Township];
  const centre = facility(geo.county, '区域养老服务中心', 1, null);
  const stations = [a, b, c].map((town) => facility(town, '互助养老服务站', 2, centre.id));
  const [sa, sb, sc] = stations as [Facility, Facility, Facility];
  return [
    centre,
    ...stations,
    facility(a.villages[0] as Village, '日间照料中心', 3, sa.id),
    facility(a.villages[1] as Village, '老年食堂', 3, sa.id),
    facility(b.villages[0] as Village, '村级助老点', 3, sb.id),
    facility(c.villages[2] as Village, '避灾点', 3, sc.id),
  ];
}

/** Every rung of every ladder finds a voice here: village, then township, then county. */
export function dutySeatsOf(d: Dice, at: Instant, geo: Geography): DutySeat[] {
  let n = 0;
  const seat = (regionId: string, role: DutySeat['role']): DutySeat => {
    n += 1;
    return {
      id: `seat-${n}`,
      regionId,
      role,
      personName: familyName(d) + givenName(d, d.chance(0.4) ? 'female' : 'male', false),
      voiceNumber: demoNumber(8, n),
      answeredAt: daysBefore(at, d.int(1, 28)),
    };
  };
  return [
    ...(['lead', 'overflow', 'county-duty', 'station', 'fire-post'] as const).map((role) => seat(geo.county.id, role)),
    ...geo.townships.flatMap((town) =>
      (['township-duty', 'station', 'fire-post'] as const).map((role) => seat(town.id, role)),
    ),
    ...geo.villages.flatMap((village) =>
      (['village-cadre', 'fire-post'] as const).map((role) => seat(village.id, role)),
    ),
  ];
}

export function emergencyNumbersOf(at: Instant, regions: readonly Region[]): EmergencyNumber[] {
  return regions.flatMap((region, r) =>
    (['120', '119', '110', 'gas', 'power', 'water'] as const).map((service, s) => ({
      regionId: region.id,
      service,
      number: demoNumber(9, r * 10 + s),
      checkedAt: daysBefore(at, 9),
    })),
  );
}

export function accountsOf(
  d: Dice,
  regions: readonly Region[],
  helpers: readonly Helper[],
  seniors: readonly Senior[],
  contacts: readonly Contact[],
): { readonly accounts: Account[]; readonly familyLinks: FamilyLink[] } {
  const county = (regions[0] as Region).id;
  const account = (
    username: string,
    role: Role,
    displayName: string,
    { regionId = county, ...more }: Partial<Account> & { readonly regionId?: string } = {},
  ): Account => ({
    id: `account-${username}`,
    username,
    password: DEMO_PASSWORD,
    displayName,
    roles: [{ role, regionId }],
    helperId: null,
    contactId: null,
    disabledAt: null,
    ...more,
  });
  const staff = (): string => familyName(d) + givenName(d, 'female', false);
  const mother = seniors[0] as Senior;
  const daughter = contacts.find((contact) => contact.seniorId === mother.id && contact.position === 1) as Contact;
  return {
    accounts: [
      account('admin', 'admin', '演示管理员', {
        roles: (['admin', 'security-admin'] as const).map((role) => ({ role, regionId: county })),
      }),
      account('operator', 'operator', `坐席 ${staff()}`),
      account('operator-2', 'operator', `坐席 ${staff()}`),
      account('lead', 'lead', `班长 ${staff()}`),
      account('supervisor', 'supervisor', `民政监管 ${staff()}`),
      account('auditor', 'auditor', `审计 ${staff()}`),
      account('family-1', 'family', daughter.name, { contactId: daughter.id, regionId: mother.regionId }),
      ...helpers.map((helper) =>
        account(helper.id, 'helper', `${helper.name} ${HELPER_KIND_LABELS[helper.kind]['zh-CN']}`, {
          helperId: helper.id,
          regionId: helper.regionId,
        }),
      ),
    ],
    familyLinks: [{ accountId: 'account-family-1', seniorId: mother.id }],
  };
}
