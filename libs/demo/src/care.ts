import { dayBeginsIn, instant, type Instant } from '@silverbell/kernel';
import type { LocalClass, Role } from '@silverbell/vocabulary';
import { daysBefore } from './dates.js';
import { geography, pointAt, type Village } from './geography.js';
import { DEMO_DEVICE_SECRET, DEMO_PASSWORD } from './logins.js';
import { COUNTY, demoNumber } from './names.js';
import type {
  Account,
  Consent,
  Contact,
  Device,
  Facility,
  FamilyLink,
  Helper,
  HelperCertificate,
  HelperDuty,
  Home,
  Occupant,
  Senior,
} from './rows.js';

/** Rows of daytime care, as the database adapter writes them. */
export interface DemoCare {
  readonly facilities: Facility[];
  readonly homes: Home[];
  readonly seniors: Senior[];
  readonly occupants: Occupant[];
  readonly contacts: Contact[];
  readonly consents: Consent[];
  readonly helpers: Helper[];
  readonly helperCertificates: HelperCertificate[];
  readonly helperDuties: HelperDuty[];
  readonly devices: Device[];
  readonly accounts: Account[];
  readonly familyLinks: FamilyLink[];
  readonly provider: {
    readonly id: string;
    readonly regionId: string;
    readonly name: string;
    readonly creditCode: string;
    readonly serviceRegionIds: readonly string[];
    readonly managerAccountIds: readonly string[];
    readonly workerIds: readonly string[];
  };
  readonly contract: {
    readonly id: string;
    readonly regionId: string;
    readonly regionIds: readonly string[];
    readonly from: string;
    readonly to: string;
    readonly rateFenPerHour: number;
    readonly selfPayFenPerHour: number;
  };
  readonly mealPoint: {
    readonly id: string;
    readonly regionId: string;
    readonly name: string;
    readonly opens: string;
    readonly closes: string;
    readonly priceFen: number;
  };
  /** Daily visits, done in full until the day before the demo begins. */
  readonly plans: readonly {
    readonly id: string;
    readonly seniorId: string;
    readonly items: readonly string[];
    readonly starts: string;
    readonly ends: string;
    readonly from: string;
    readonly doneBy: string;
  }[];
  readonly entitlements: readonly {
    readonly id: string;
    readonly seniorId: string;
    readonly from: string;
    readonly localClass: LocalClass;
    readonly minutesPerDay: number;
    readonly payee: { readonly kind: 'provider' | 'institution'; readonly id: string };
  }[];
  readonly records: readonly {
    readonly seniorId: string;
    readonly economicClass: Senior['economicClass'];
    readonly certificate: string;
    /** Of the assessment. */
    readonly level: number;
    readonly children: readonly {
      readonly name: string;
      readonly community: { readonly regionId: string };
      readonly capable: boolean;
      readonly proof: null;
    }[];
    readonly from: string;
    readonly until: string;
  }[];
}

const COUNTY_ID = 'demo-county';
const TOWN_ID = 'demo-town-1';
const VILLAGE_ID = 'demo-village-1-1';
const NEXT_VILLAGE_ID = 'demo-village-1-2';
const PROVIDER = 'care-provider-1';
const INSTITUTION = 'care-inst-1';
const ENTITLED_FROM = '2026-07-01';
const ZONE = 'Asia/Shanghai';

const PEOPLE: readonly {
  readonly letter: string;
  readonly name: string;
  readonly birthDate: string;
  readonly gender: Senior['gender'];
  readonly economicClass: Senior['economicClass'];
  readonly categories: readonly string[];
  readonly contact: readonly [name: string, relation: string];
  /** GB/T 42195. */
  readonly level: number;
  readonly child?: readonly [name: string, regionId: string];
}[] = [
  {
    ...{ letter: 'a', name: '张桂芳', birthDate: '1950-03-12', gender: 'female', economicClass: 'subsistence' },
    ...{ categories: ['living-alone'], contact: ['张小丽', '女儿'], level: 2, child: ['张小丽', NEXT_VILLAGE_ID] },
  },
  {
    ...{ letter: 'b', name: '李福全', birthDate: '1941-05-20', gender: 'male', economicClass: 'three-noes' },
    ...{ categories: ['living-alone', 'disabled'], contact: ['李国强', '侄子'], level: 4 },
  },
  {
    ...{ letter: 'c', name: '王秀兰', birthDate: '1945-11-02', gender: 'female', economicClass: 'near-subsistence' },
    ...{ categories: ['living-alone'], contact: ['李国强', '外甥'], level: 1 },
  },
  {
    ...{ letter: 'd', name: '赵德山', birthDate: '1939-02-14', gender: 'male', economicClass: 'subsistence' },
    ...{
      categories: ['living-alone', 'disabled'],
      contact: ['赵敏', '女儿'],
      level: 3,
      child: ['赵敏', NEXT_VILLAGE_ID],
    },
  },
  {
    ...{ letter: 'e', name: '陈建国', birthDate: '1967-05-01', gender: 'male', economicClass: 'subsistence' },
    ...{ categories: ['living-alone'], contact: ['陈芳', '妹妹'], level: 2 },
  },
  {
    ...{ letter: 'f', name: '周玉珍', birthDate: '1936-08-20', gender: 'female', economicClass: 'other' },
    ...{ categories: ['living-alone'], contact: ['周明', '儿子'], level: 0, child: ['周明', NEXT_VILLAGE_ID] },
  },
  {
    ...{ letter: 'g', name: '吴长生', birthDate: '1948-09-09', gender: 'male', economicClass: 'subsistence' },
    ...{ categories: ['living-alone'], contact: ['吴刚', '儿子'], level: 2, child: ['吴刚', VILLAGE_ID] },
  },
];

/** Beyond the numbers of the town's people: each block of the demo's numbers has a thousand, of which those use the lower half. */
const NUMBERS_FROM = 700;

/** What daytime care is tried with (CR, demo set): seven seniors, a provider with three workers, and a login for every role. On top of the town. */
export function demoCare(seed: number, at: Instant): DemoCare {
  const [village] = geography(seed).villages;
  if (village === undefined) throw new Error('the demo county has no village');
  const files = PEOPLE.map((person, n) => fileOf(at, village, person, n));
  const accounts = accountsOf();
  return {
    facilities: [institutionOf(village)],
    homes: files.map(({ home }) => home),
    seniors: files.map(({ senior }) => senior),
    occupants: files.map(({ senior, home }) => ({
      ...{ id: `occupant-${senior.id}`, homeId: home.id, seniorId: senior.id, name: senior.name },
      ...{ relation: '本人', isChild: false },
    })),
    contacts: files.map(({ contact }) => contact),
    consents: files.flatMap(({ senior }) => consentsOf(at, senior)),
    ...workersOf(at, village),
    devices: files.map(({ device }) => device),
    accounts,
    familyLinks: ['care-b', 'care-c'].map((seniorId) => ({ accountId: 'account-care-family-1', seniorId })),
    provider: {
      ...{ id: PROVIDER, regionId: TOWN_ID, name: '青松居家养老服务中心（演示）', creditCode: '52990101MJDEM0001P' },
      ...{ serviceRegionIds: [TOWN_ID], managerAccountIds: ['account-provider-1'] },
      workerIds: WORKERS.map(({ id }) => id),
    },
    contract: {
      ...{ id: 'care-contract-1', regionId: TOWN_ID, regionIds: [TOWN_ID], from: '2026-07-01', to: '2027-06-30' },
      ...{ rateFenPerHour: 1_500, selfPayFenPerHour: 2_000 },
    },
    mealPoint: {
      ...{ id: 'demo-meal-1', regionId: VILLAGE_ID, name: '村老年食堂（演示）', opens: '11:00', closes: '13:00' },
      priceFen: 800,
    },
    plans: [dailyPlan('care-b', '09:00', '11:00', 'worker-3'), dailyPlan('care-c', '10:00', '11:30', 'worker-1')],
    entitlements: [
      entitlement('care-b', 'disabled', 120, { kind: 'provider', id: PROVIDER }),
      entitlement('care-c', 'semi-disabled', 90, { kind: 'provider', id: PROVIDER }),
      entitlement('care-d', 'disabled', 120, { kind: 'institution', id: INSTITUTION }),
    ],
    records: PEOPLE.map(({ letter, economicClass, level, child }) => ({
      ...{ seniorId: `care-${letter}`, economicClass, certificate: `演示证明-${letter}`, level },
      ...{ from: '2026-01-01', until: '2027-06-30' },
      children:
        child === undefined ? [] : [{ name: child[0], community: { regionId: child[1] }, capable: true, proof: null }],
    })),
  };
}

const dailyPlan = (seniorId: string, starts: string, ends: string, doneBy: string): DemoCare['plans'][number] => ({
  ...{ id: `${seniorId}-plan`, seniorId, items: ['cleaning'], starts, ends, from: ENTITLED_FROM, doneBy },
});

const entitlement = (
  seniorId: string,
  localClass: LocalClass,
  minutesPerDay: number,
  payee: DemoCare['entitlements'][number]['payee'],
): DemoCare['entitlements'][number] => ({
  ...{ id: `${seniorId}-entitlement`, seniorId, from: ENTITLED_FROM, localClass, minutesPerDay, payee },
});

/** Homes stand in a ring around the middle of the village. */
function fileOf(at: Instant, village: Village, person: (typeof PEOPLE)[number], n: number) {
  const id = `care-${person.letter}`;
  const angle = (2 * Math.PI * n) / PEOPLE.length;
  const place = pointAt({
    ...{ x: village.centre.x + 180 * Math.cos(angle), y: village.centre.y + 180 * Math.sin(angle) },
  });
  const address = `${COUNTY}${village.townshipName}${village.name}敬老路${String(n + 1)}号`;
  const home: Home = {
    ...{ id: `home-${id}`, regionId: VILLAGE_ID, label: `${village.name}敬老路`, addressWords: address },
    ...{ lat: place.lat, lng: place.lng, datum: 'wgs84', positionSource: 'surveyed' },
    ...{ positionCheckedAt: daysBefore(at, 30), hazards: [], floorNo: 1, hasLift: false },
    ...{ nearestRoadLat: null, nearestRoadLng: null, entryNote: null, doorTag: `tag-${id}`, entryCode: null },
  };
  const senior: Senior = {
    ...{ id, homeId: home.id, regionId: VILLAGE_ID, registrationRegionId: VILLAGE_ID, name: person.name },
    ...{ birthDate: person.birthDate, gender: person.gender, phone: demoNumber(1, NUMBERS_FROM + n), status: 'active' },
    ...{ verifyBy: 'voice', dispatchFirst: false, dispatchFirstReason: null, languages: ['cmn', 'wuu'] },
    ...{ hearing: 'good', dementia: false, electricMedicalDevice: null, careCategories: [...person.categories] },
    ...{ economicClass: person.economicClass, healthNotes: null, treatmentWishes: null, usuallyAtHome: '一人' },
    ...{ protectionFlags: [], codeWord: null, awayLat: null, awayLng: null, awayLabel: null },
    ...{ awayUntil: null, awayFrom: null, awayReason: null },
  };
  const [name, relation] = person.contact;
  const contact: Contact = {
    ...{ id: `contact-${id}`, seniorId: id, position: 1, name, relation, phone: demoNumber(2, NUMBERS_FROM + n) },
    ...{ noticeLevel: 'at-risk', canComeMinutes: null, mayDecide: true, conflict: false, guardianProof: null },
    ...{ timeZone: ZONE, hours: null },
  };
  const device: Device = {
    ...{ id: `${id}-pendant`, role: 'pendant', profile: 'native', regionId: VILLAGE_ID, homeId: home.id, seniorId: id },
    ...{ hubId: null, childName: null, room: null, fixed: false, status: 'active', secret: DEMO_DEVICE_SECRET },
    installedAt: daysBefore(at, 60),
  };
  return { home, senior, contact, device };
}

const consentsOf = (at: Instant, { id, name }: Senior): Consent[] =>
  (['device', 'helper', 'family', 'recording'] as const).map((purpose) => ({
    ...{ id: `consent-${id}-${purpose}`, seniorId: id, purpose, givenBy: name, capacity: 'self', how: 'signed' },
    ...{ givenAt: daysBefore(at, 60), withdrawnAt: null },
  }));

const WORKERS: readonly { readonly id: string; readonly name: string; readonly healthUntil: string }[] = [
  { id: 'worker-1', name: '孙晓燕', healthUntil: '2027-06-30' },
  { id: 'worker-2', name: '钱丽华', healthUntil: '2026-10-14' },
  { id: 'worker-3', name: '郑春梅', healthUntil: '2027-06-30' },
];
const CARER_UNTIL = '2027-06-30';

function workersOf(at: Instant, village: Village): Pick<DemoCare, 'helpers' | 'helperCertificates' | 'helperDuties'> {
  const place = pointAt({ x: village.centre.x + 60, y: village.centre.y - 60 });
  return {
    helpers: WORKERS.map(({ id, name }, n) => ({
      ...{ id, kind: 'carer', name, familyName: name.slice(0, 1), phone: demoNumber(6, NUMBERS_FROM + n) },
      ...{ birthDate: '1982-04-15', regionId: VILLAGE_ID, lat: place.lat, lng: place.lng, languages: ['cmn', 'wuu'] },
      ...{ nightCalls: false, canLift: true, transport: 'e-bike', turnoutDayS: 90, turnoutNightS: 120 },
      ...{ acceptanceChance: 0.5, standingAvailability: false, suspendedAt: null },
    })),
    helperCertificates: WORKERS.flatMap(({ id: helperId, healthUntil }) => [
      { helperId, kind: 'health' as const, validUntil: endOf(healthUntil) },
      { helperId, kind: 'carer' as const, validUntil: endOf(CARER_UNTIL) },
    ]),
    helperDuties: WORKERS.map(({ id: helperId }) => ({ helperId, onDuty: false, since: at })),
  };
}

/** The last instant of a day there. */
function endOf(day: string): Instant {
  const begins = dayBeginsIn(ZONE, day);
  if (begins === null) throw new Error(`${day} is no day`);
  return instant(begins + 24 * 3_600_000 - 1);
}

function institutionOf(village: Village): Facility {
  const place = pointAt({ x: village.centre.x - 90, y: village.centre.y + 40 });
  return {
    ...{ id: INSTITUTION, regionId: TOWN_ID, type: '养老机构', level: null, parentId: null, operator: '演示养老院' },
    ...{ name: `${village.townshipName}养老院（演示）`, phone: demoNumber(7, NUMBERS_FROM) },
    ...{ addressWords: `${COUNTY}${village.townshipName}`, lat: place.lat, lng: place.lng },
  };
}

/** A login for every role of daytime care. */
const STAFF: readonly (readonly [username: string, name: string, ...roles: (readonly [Role, string])[]])[] = [
  ['community-1', '社区经办 冯琴', ['community-officer', VILLAGE_ID]],
  ['community-2', '社区经办 沈洁', ['community-officer', VILLAGE_ID]],
  ['township-1', '街道经办 韩梅', ['township-officer', TOWN_ID]],
  ['township-2', '街道经办 杨帆', ['township-officer', TOWN_ID]],
  ['county-1', '区民政 朱红', ['county-officer', COUNTY_ID]],
  ['county-2', '区民政 秦岚', ['county-officer', COUNTY_ID]],
  ['finance-1', '区财政 许静', ['finance-officer', COUNTY_ID]],
  ['provider-1', '服务组织 何丽', ['provider-manager', TOWN_ID]],
  ['institution-1', '养老机构 吕萍', ['institution-clerk', TOWN_ID]],
  ['dual-1', '社区与街道 施敏', ['community-officer', VILLAGE_ID], ['township-officer', TOWN_ID]],
  ['cadre-1', '村干部 张勇', ['village-cadre', VILLAGE_ID]],
  ['protection-1', '权益保护 孔宁', ['protection-officer', TOWN_ID]],
];

/** Demo mode only; they come on top of `DEMO_LOGINS`. */
export const DEMO_CARE_LOGINS: readonly string[] = [
  ...STAFF.map(([username]) => username),
  ...['worker-1', 'worker-2', 'care-family-1'],
];

function accountsOf(): Account[] {
  const account = (
    username: string,
    displayName: string,
    roles: readonly (readonly [Role, string])[],
    more: Partial<Account> = {},
  ): Account => ({
    ...{ id: `account-${username}`, username, password: DEMO_PASSWORD, displayName },
    roles: roles.map(([role, regionId]) => ({ role, regionId })),
    ...{ helperId: null, contactId: null, disabledAt: null, ...more },
  });
  return [
    ...STAFF.map(([username, name, ...roles]) => account(username, name, roles)),
    ...WORKERS.slice(0, 2).map(({ id, name }) =>
      account(id, `护理员 ${name}`, [['helper', VILLAGE_ID]], { helperId: id }),
    ),
    account('care-family-1', '李国强', [['family', VILLAGE_ID]], { contactId: 'contact-care-b' }),
  ];
}
