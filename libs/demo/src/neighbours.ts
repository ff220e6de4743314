import type { Instant } from '@silverbell/kernel';
import { birthDate, daysAfter, daysBefore } from './dates.js';
import type { Village } from './geography.js';
import { DEMO_HOMES, type Land } from './homes.js';
import { DEMO_HELPERS, SIMULATED_HELPERS } from './logins.js';
import { demoNumber, familyName, givenName } from './names.js';
import type { Dice } from './prng.js';
import type { Helper, HelperCertificate, HelperConflict, HelperDuty, HelperPair, Home, Senior } from './rows.js';

export interface HelpingHands {
  readonly helpers: Helper[];
  readonly helperCertificates: HelperCertificate[];
  readonly helperConflicts: HelperConflict[];
  readonly helperPairs: HelperPair[];
  readonly helperDuties: HelperDuty[];
}

const KINDS = [
  'aide',
  'grid-worker',
  'neighbour',
  'neighbour',
  'neighbour',
  'volunteer',
  'carer',
  'village-doctor',
] as const;

/**
 * `simulated`: helpers 9–30 live their own life, and the neighbours among them may be asked at any hour. `nobody`: only
 * helper-1 … helper-8 can ever be asked, and only while on duty, so that an experiment sees only helpers it logged in.
 */
export type OnDuty = 'nobody' | 'simulated';

export function helpingHands(
  d: Dice,
  at: Instant,
  villages: readonly Village[],
  land: Land,
  homes: readonly Home[],
  seniors: readonly Senior[],
  onDuty: OnDuty,
): HelpingHands {
  const demoVillage = villages[0] as Village;
  const demo = DEMO_HELPERS.map((id, i) =>
    helper(d, at, id, i, demoVillage, land.takeCentral(demoVillage), {
      kind: KINDS[i] as Helper['kind'],
      age: 33 + i * 3,
      nightCalls: true,
      canLift: true,
      transport: (['e-bike', 'e-bike', 'bicycle', 'e-bike', 'bicycle', 'e-bike', 'car', 'car'] as const)[i] ?? 'e-bike',
      turnoutDayS: 60 + i * 5,
      turnoutNightS: 90 + i * 5,
      acceptanceChance: 0.6,
      standingAvailability: false,
    }),
  );
  const simulated = SIMULATED_HELPERS.map((id, i) => {
    const village = villages[(i + 1) % villages.length] as Village;
    const kind = KINDS[(i * 3 + 2) % KINDS.length] as Helper['kind'];
    // one of them is over 70: paired neighbours often are (SR-73), and must not be woken at night
    const age = i === 5 ? 72 : d.int(26, 66);
    return helper(d, at, id, i + DEMO_HELPERS.length, village, land.take(village), {
      kind,
      age,
      nightCalls: age < 66 && d.chance(0.6),
      canLift: age < 60,
      transport: d.pick(['walk', 'bicycle', 'e-bike', 'e-bike', 'e-bike', 'car']),
      turnoutDayS: d.int(60, 140),
      turnoutNightS: d.int(120, 240),
      acceptanceChance: Math.round((0.3 + d.next() * 0.3) * 100) / 100,
      standingAvailability: onDuty === 'simulated' && kind === 'neighbour',
    });
  });
  const suspended = simulated[simulated.length - 1] as Helper;
  suspended.suspendedAt = daysBefore(at, 12);
  const helpers = [...demo, ...simulated];

  return {
    helpers,
    helperCertificates: certificates(d, at, demo, simulated),
    helperConflicts: conflicts(d, at, simulated, seniors),
    helperPairs: pairs(d, homes, demo, simulated),
    helperDuties: helpers.map(({ id }) => ({ helperId: id, onDuty: false, since: at })),
  };
}

function helper(
  d: Dice,
  at: Instant,
  id: string,
  n: number,
  village: Village,
  plot: { readonly lat: number; readonly lng: number },
  about: Omit<
    Helper,
    'id' | 'name' | 'familyName' | 'phone' | 'birthDate' | 'regionId' | 'lat' | 'lng' | 'languages' | 'suspendedAt'
  > & {
    readonly age: number;
  },
): Helper {
  const { age, ...rest } = about;
  const family = familyName(d);
  return {
    id,
    name: family + givenName(d, d.chance(0.5) ? 'female' : 'male', false),
    familyName: family,
    phone: demoNumber(6, n + 1),
    birthDate: birthDate(d, at, age),
    regionId: village.id,
    lat: plot.lat,
    lng: plot.lng,
    languages: ['cmn', 'wuu'],
    suspendedAt: null,
    ...rest,
  };
}

function certificates(
  d: Dice,
  at: Instant,
  demo: readonly Helper[],
  simulated: readonly Helper[],
): HelperCertificate[] {
  const own = (person: Helper): HelperCertificate['kind'][] =>
    person.kind === 'carer'
      ? ['health', 'first-aid', 'carer']
      : person.kind === 'village-doctor'
        ? ['health', 'first-aid', 'physician']
        : ['health', 'first-aid'];
  return [
    ...demo.flatMap((person) =>
      own(person).map((kind) => ({ helperId: person.id, kind, validUntil: daysAfter(at, d.int(720, 1_400)) })),
    ),
    ...simulated.flatMap((person, i) =>
      own(person)
        .filter((kind) => kind === 'health' || d.chance(0.8))
        // every sixth has let it expire, which lowers a rank and forbids nothing in an emergency (SR-50)
        .map((kind) => ({
          helperId: person.id,
          kind,
          validUntil: i % 6 === 5 ? daysBefore(at, d.int(10, 90)) : daysAfter(at, d.int(60, 700)),
        })),
    ),
  ];
}

function conflicts(d: Dice, at: Instant, simulated: readonly Helper[], seniors: readonly Senior[]): HelperConflict[] {
  const flagged = seniors.filter((senior) => senior.protectionFlags.length > 0);
  const served = [...flagged, ...d.shuffled(seniors.slice(DEMO_HOMES + 2)).slice(0, 3)];
  return served.map((senior, i) => {
    const near = simulated.filter((person) => person.regionId === senior.regionId);
    const person = near[0] ?? (simulated[i] as Helper);
    const wholeHome = i % 2 === 1;
    return {
      id: `conflict-${i + 1}`,
      helperId: person.id,
      seniorId: wholeHome ? null : senior.id,
      homeId: wholeHome ? senior.homeId : null,
      notedAt: daysBefore(at, d.int(20, 200)),
    };
  });
}

/** 银龄互助: every demo home has its neighbour among the demo helpers, half of the other homes one of their own village. */
function pairs(d: Dice, homes: readonly Home[], demo: readonly Helper[], simulated: readonly Helper[]): HelperPair[] {
  const demoNeighbours = demo.filter((person) => person.kind === 'neighbour');
  return homes.flatMap((home, h): HelperPair[] => {
    if (h < DEMO_HOMES)
      return [{ homeId: home.id, helperId: (demoNeighbours[h % demoNeighbours.length] as Helper).id }];
    const near = simulated.filter((person) => person.regionId === home.regionId && person.suspendedAt === null);
    return near.length > 0 && d.chance(0.5) ? [{ homeId: home.id, helperId: d.pick(near).id }] : [];
  });
}
