import { after, hours, type Instant } from '@silverbell/kernel';
import { along, lengthOf, pointAt, type Village } from './geography.js';
import { COUNTY, demoNumber, familyName, givenName } from './names.js';
import { birthDate, daysBefore } from './dates.js';
import type { Dice } from './prng.js';
import type { Consent, Contact, Home, Occupant, Senior } from './rows.js';

export const SENIORS = 400;
const COUPLES = 70;
export const HOMES = SENIORS - COUPLES;
/** Homes 0–8 carry the nine demo devices: plain files, living people, so that a press there is a class A press. */
export const DEMO_HOMES = 9;
/** Near enough that every demo helper is at every demo device within 10 min. */
const DEMO_RADIUS_M = 320;

export interface Plot {
  readonly village: Village;
  readonly address: string;
  readonly group: number;
  readonly lat: number;
  readonly lng: number;
  readonly roadLat: number;
  readonly roadLng: number;
  readonly toCentreM: number;
}

/** Every door plate of a village in random order; odd numbers on one side, even ones on the other (SR-77). */
export function plotsOf(d: Dice, village: Village): Plot[] {
  const plots = village.streets.flatMap((street, s) => {
    const doors = Math.floor((lengthOf(street) - 30) / 22);
    return Array.from({ length: doors * 2 }, (_, door): Plot => {
      const side = door % 2 === 0 ? 1 : -1;
      const { on, across } = along(street, 20 + Math.floor(door / 2) * 22 + d.int(-3, 3));
      const off = side * d.int(9, 15);
      const at = { x: on.x + across.x * off, y: on.y + across.y * off };
      const point = pointAt(at);
      const road = pointAt(on);
      return {
        village,
        address: `${COUNTY}${village.townshipName}${village.name}${street.name}${door + 1}号`,
        group: s + 1,
        lat: point.lat,
        lng: point.lng,
        roadLat: road.lat,
        roadLng: road.lng,
        toCentreM: Math.hypot(at.x - village.centre.x, at.y - village.centre.y),
      };
    });
  });
  return d.shuffled(plots);
}

/** Takes the next free plot of a village; in the demo village also one close to its middle. */
export class Land {
  private readonly free: Map<string, Plot[]>;

  constructor(d: Dice, villages: readonly Village[]) {
    this.free = new Map(villages.map((village) => [village.id, plotsOf(d, village)]));
  }

  take(village: Village, withinM = Infinity): Plot {
    const plots = this.free.get(village.id) ?? [];
    const index = plots.findIndex((plot) => plot.toCentreM <= withinM);
    const [plot] = index < 0 ? [] : plots.splice(index, 1);
    if (plot === undefined) throw new Error(`${village.name} has no door plate left`);
    return plot;
  }

  takeCentral(village: Village): Plot {
    return this.take(village, DEMO_RADIUS_M);
  }
}

export interface Households {
  readonly homes: Home[];
  readonly seniors: Senior[];
  readonly occupants: Occupant[];
  readonly contacts: Contact[];
  readonly consents: Consent[];
}

const GROUPS = '一二三四五六';
const pad = (n: number): string => String(n).padStart(3, '0');

export function households(d: Dice, at: Instant, villages: readonly Village[], land: Land): Households {
  const homes: Home[] = [];
  const seniors: Senior[] = [];
  const occupants: Occupant[] = [];
  const contacts: Contact[] = [];
  const consents: Consent[] = [];
  const demoVillage = villages[0] as Village;
  // two of the demo homes hold a couple, so that "who pressed?" can be tried
  const couples = new Set([1, 5, ...d.shuffled(range(DEMO_HOMES, HOMES)).slice(0, COUPLES - 2)]);

  for (let h = 0; h < HOMES; h++) {
    const demo = h < DEMO_HOMES;
    const village = demo ? demoVillage : (villages[h % villages.length] as Village);
    const plot = demo ? land.takeCentral(village) : land.take(village);
    const home = homeOn(d, at, plot, `home-${pad(h + 1)}`);
    homes.push(home);
    const couple = couples.has(h);
    const husbandAge = couple ? d.int(63, 87) : 0;
    const people = couple
      ? ([
          ['male', husbandAge],
          ['female', husbandAge - d.int(0, 3)],
        ] as const)
      : ([[d.chance(0.62) ? 'female' : 'male', d.int(66, 95)]] as const);
    const first = seniors.length;
    for (const [gender, age] of people) {
      const n = seniors.length + 1;
      const senior = seniorIn(d, at, home, `senior-${pad(n)}`, n, gender, age, couple, demo);
      seniors.push(senior);
      occupants.push({
        id: `occupant-${pad(n)}`,
        homeId: home.id,
        seniorId: senior.id,
        name: senior.name,
        relation: n - 1 === first ? '本人' : '配偶',
        isChild: false,
      });
      contacts.push(...contactsOf(d, senior, seniors.length, demo));
      consents.push(...consentsOf(d, at, senior));
    }
    if (!demo && d.chance(0.06)) {
      const name = (seniors[first] as Senior).name.slice(0, 1) + d.pick(['小宝', '朵朵', '乐乐', '豆豆']);
      occupants.push({
        id: `occupant-child-${pad(h + 1)}`,
        homeId: home.id,
        seniorId: null,
        name,
        relation: '孙辈',
        isChild: true,
      });
    }
  }
  return { homes, seniors: specialCases(d, at, homes, seniors, contacts, couples), occupants, contacts, consents };
}

function homeOn(d: Dice, at: Instant, plot: Plot, id: string): Home {
  const hazards = [
    ...(d.chance(0.22) ? ['dog'] : []),
    ...(d.chance(0.55) ? ['gas-bottle'] : []),
    ...(d.chance(0.18) ? ['stairs'] : []),
    ...(d.chance(0.12) ? ['coal-stove'] : []),
    ...(d.chance(0.05) ? ['open-well'] : []),
    ...(d.chance(0.1) ? ['narrow-lane'] : []),
  ];
  return {
    id,
    regionId: plot.village.id,
    label: `${plot.village.name}${GROUPS[plot.group - 1] ?? '一'}组`,
    addressWords: plot.address,
    lat: plot.lat,
    lng: plot.lng,
    datum: 'wgs84',
    positionSource: d.chance(0.8) ? 'surveyed' : 'map-click',
    positionCheckedAt: d.chance(0.9) ? daysBefore(at, d.int(5, 300)) : null,
    hazards,
    floorNo: d.chance(0.3) ? 2 : 1,
    hasLift: false,
    nearestRoadLat: plot.roadLat,
    nearestRoadLng: plot.roadLng,
    entryNote: d.chance(0.35)
      ? d.pick(['院门从里面闩着，先喊人', '门在屋后，走左边小路', '门铃已坏，请敲窗', '铁门向外拉'])
      : null,
    doorTag: `YL-${id.slice(5)}-${d.int(1000, 9999)}`,
    entryCode: d.chance(0.12) ? String(d.int(100_000, 999_999)) : null,
  };
}

function seniorIn(
  d: Dice,
  at: Instant,
  home: Home,
  id: string,
  n: number,
  gender: 'female' | 'male',
  age: number,
  couple: boolean,
  demo: boolean,
): Senior {
  const categories = couple ? ['empty-nest'] : ['living-alone'];
  if (d.chance(0.4)) categories.push('left-behind');
  if (!demo && age > 75 && d.chance(0.18)) categories.push('disabled');
  if (!demo && d.chance(0.02)) categories.push('lost-only-child');
  const dementia = !demo && age > 74 && d.chance(0.06);
  return {
    id,
    homeId: home.id,
    regionId: home.regionId,
    registrationRegionId: home.regionId,
    name: familyName(d) + givenName(d, gender, true),
    birthDate: birthDate(d, at, age),
    gender,
    phone: demoNumber(1, n),
    status: 'active',
    verifyBy: 'voice',
    dispatchFirst: false,
    dispatchFirstReason: null,
    languages: d.chance(0.85) ? ['cmn', 'wuu'] : ['wuu'],
    hearing: !demo && d.chance(0.14) ? 'hard-of-hearing' : 'good',
    dementia,
    electricMedicalDevice: null,
    careCategories: categories,
    economicClass: economicClass(d.next()),
    healthNotes: d.chance(0.7)
      ? d.pick([
          '高血压，每日服药',
          '二型糖尿病',
          '冠心病，备有硝酸甘油',
          '膝关节置换后',
          '白内障，夜间看不清',
          '慢阻肺',
        ])
      : null,
    treatmentWishes: null,
    usuallyAtHome: couple ? '夫妻二人' : '一人',
    protectionFlags: [],
    codeWord: d.chance(0.1) ? d.pick(['桂花开了', '今天赶集', '井水真甜']) : null,
    awayLat: null,
    awayLng: null,
    awayLabel: null,
    awayUntil: null,
    awayFrom: null,
    awayReason: null,
  };
}

/** SR-11, roughly in the proportions of a rural county. */
function economicClass(share: number): Senior['economicClass'] {
  if (share < 0.02) return 'three-noes';
  if (share < 0.07) return 'destitute';
  if (share < 0.17) return 'subsistence';
  if (share < 0.24) return 'near-subsistence';
  return 'other';
}

function contactsOf(d: Dice, senior: Senior, n: number, demo: boolean): Contact[] {
  const count = demo ? 2 : d.int(1, 3);
  return Array.from({ length: count }, (_, i): Contact => {
    const female = d.chance(0.5);
    const related = i < 2;
    const level: Contact['noticeLevel'] =
      n === 1 && i === 0
        ? 'every-press'
        : demo
          ? 'at-risk'
          : d.pick(['at-risk', 'at-risk', 'at-risk', 'every-press', 'ending-only']);
    return {
      id: `contact-${pad(n)}-${i + 1}`,
      seniorId: senior.id,
      position: i + 1,
      name:
        (related && !female ? senior.name.slice(0, 1) : familyName(d)) +
        givenName(d, female ? 'female' : 'male', false),
      relation: related ? (female ? '女儿' : '儿子') : d.pick(['侄子', '邻居', '外甥女']),
      phone: demoNumber(2 + i, n),
      noticeLevel: level,
      canComeMinutes: d.chance(0.5) ? d.pick([10, 20, 30, 60, 120]) : null,
      mayDecide: i === 0,
      conflict: false,
      guardianProof: senior.dementia && i === 0 ? '监护协议（演示）2025-17' : null,
      timeZone: 'Asia/Shanghai',
      hours: d.chance(0.2) ? '07:00-22:00' : null,
    };
  });
}

function consentsOf(d: Dice, at: Instant, senior: Senior): Consent[] {
  const givenAt = daysBefore(at, d.int(30, 500));
  const purposes: Consent['purpose'][] = ['device', 'helper', 'family', 'recording'];
  if (d.chance(0.7)) purposes.push('position');
  if (d.chance(0.3)) purposes.push('force');
  return purposes.map((purpose) => ({
    id: `consent-${senior.id.slice(7)}-${purpose}`,
    seniorId: senior.id,
    purpose,
    givenBy: senior.name,
    capacity: senior.dementia ? 'guardian' : 'self',
    how: 'signed',
    givenAt,
    withdrawnAt: null,
  }));
}

/**
 * The files that make the rules necessary: people whom no voice call can check, oxygen at home, a late husband whose
 * pendant is still worn, a son who may not be called. None of them lives in a demo home.
 */
function specialCases(
  d: Dice,
  at: Instant,
  homes: readonly Home[],
  seniors: readonly Senior[],
  contacts: Contact[],
  couples: ReadonlySet<number>,
): Senior[] {
  const demoHomes = new Set(homes.slice(0, DEMO_HOMES).map((home) => home.id));
  const coupleHomes = new Set([...couples].map((h) => homes[h]?.id));
  const others = d.shuffled(seniors.filter((senior) => !demoHomes.has(senior.homeId)));
  const changed = new Map<string, Partial<Senior>>();
  const next = (fits: (senior: Senior) => boolean, change: Partial<Senior>): void => {
    const found = others.find((senior) => !changed.has(senior.id) && fits(senior));
    if (found === undefined) throw new Error('the town is too small for its special cases');
    changed.set(found.id, change);
  };
  const single = (senior: Senior): boolean => !coupleHomes.has(senior.homeId) && !senior.dementia;
  const first = (reason: string, more: Partial<Senior>): Partial<Senior> => ({
    dispatchFirst: true,
    dispatchFirstReason: reason,
    ...more,
  });
  next(single, first('听力残疾，无法通话核实', { verifyBy: 'text', hearing: 'deaf' }));
  next(single, first('失语，只能按键应答', { verifyBy: 'signal' }));
  next((senior) => senior.dementia, first('认知障碍，电话不能核实', { verifyBy: 'visit' }));
  next(single, first('家用制氧机，断电即危险', { electricMedicalDevice: '制氧机' }));
  next(single, first('心脏起搏器术后，医生建议先派人', {}));
  next(single, { electricMedicalDevice: '无创呼吸机' });
  next(single, { electricMedicalDevice: '制氧机' });
  next((senior) => coupleHomes.has(senior.homeId) && senior.gender === 'male', { status: 'deceased' });
  next((senior) => coupleHomes.has(senior.homeId) && senior.gender === 'male', { status: 'deceased' });
  next(single, { status: 'moved' });
  next(single, { status: 'suspended' });
  next(single, { protectionFlags: ['suspected-abuse'] });
  for (const [label, awayReason] of [
    ['女儿家（演示）', 'with-family'],
    ['县医院陪护（演示）', 'hospital'],
  ] as const) {
    const host = d.pick(homes.slice(DEMO_HOMES));
    const [awayLat, awayLng, awayUntil] = [host.lat, host.lng, after(at, hours(24 * 10))];
    next(single, { awayLat, awayLng, awayLabel: label, awayFrom: at, awayUntil, awayReason });
  }
  for (const senior of others.filter((candidate) => changed.get(candidate.id)?.protectionFlags)) {
    contacts
      .filter((contact) => contact.seniorId === senior.id && contact.position === 1)
      .forEach((contact) => Object.assign(contact, { conflict: true, mayDecide: false }));
  }
  d.shuffled(
    contacts.filter((contact) => contact.position > 1 && others.some((senior) => senior.id === contact.seniorId)),
  )
    .slice(0, 2)
    .forEach((contact) => Object.assign(contact, { conflict: true, mayDecide: false }));
  return seniors.map((senior) => ({ ...senior, ...changed.get(senior.id) }));
}

const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, i) => from + i);
