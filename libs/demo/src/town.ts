import type { Instant } from '@silverbell/kernel';
import { daysBefore } from './dates.js';
import { devices } from './devices.js';
import { geography } from './geography.js';
import type { FeatureCollection } from './geojson.js';
import { DEMO_HOMES, households, Land } from './homes.js';
import { helpingHands, type OnDuty } from './neighbours.js';
import { accountsOf, dutySeatsOf, emergencyNumbersOf, facilitiesOf, regionsOf, settingsOf } from './offices.js';
import { dice, type Dice } from './prng.js';
import type { Contact, DemoTown, Facility, Helper, HelperPair, Home, KeyHolding, Senior } from './rows.js';

export interface TownOptions {
  readonly onDuty?: OnDuty;
}

/** The seed every demo starts from unless told otherwise. */
export const DEMO_SEED = 12349;

/** The fictional county as plain rows: the same seed and instant give the same town to the last door plate. */
export function demoTown(seed: number, at: Instant, options: TownOptions = {}): DemoTown {
  const d = dice(seed);
  const geo = geography(seed);
  const land = new Land(d, geo.villages);
  const regions = regionsOf(geo);
  const facilities = facilitiesOf(geo);
  const people = households(d, at, geo.villages, land);
  const hands = helpingHands(d, at, geo.villages, land, people.homes, people.seniors, options.onDuty ?? 'nobody');
  const { keys, consents } = keysOf(d, at, people, hands, facilities);
  return {
    seed,
    regions,
    regionSettings: settingsOf(geo, at),
    facilities,
    homes: people.homes,
    seniors: people.seniors,
    occupants: people.occupants,
    contacts: people.contacts,
    consents: [...people.consents, ...consents],
    ...hands,
    keyHoldings: keys,
    devices: devices(d, at, people.homes, people.seniors),
    ...accountsOf(d, regions, hands.helpers, people.seniors, people.contacts),
    dutySeats: dutySeatsOf(d, at, geo),
    emergencyNumbers: emergencyNumbersOf(at, regions),
    basemap: geo.basemap,
  };
}

/** Boundaries, roads and streets of the same county, for the map's lowest layer. */
export const demoBasemap = (seed: number): FeatureCollection => geography(seed).basemap;

/** A third of the homes have left a key with a neighbour or relative; some keys were never tried in the lock (H17). */
function keysOf(
  d: Dice,
  at: Instant,
  people: {
    readonly homes: readonly Home[];
    readonly seniors: readonly Senior[];
    readonly contacts: readonly Contact[];
  },
  hands: { readonly helpers: readonly Helper[]; readonly helperPairs: readonly HelperPair[] },
  facilities: readonly Facility[],
): { readonly keys: KeyHolding[]; readonly consents: DemoTown['consents'] } {
  const keys: KeyHolding[] = [];
  const consents: DemoTown['consents'] = [];
  people.homes.forEach((home, h) => {
    if (h >= DEMO_HOMES && !d.chance(0.33)) return;
    const senior = people.seniors.find((person) => person.homeId === home.id) as Senior;
    const pair = hands.helperPairs.find((candidate) => candidate.homeId === home.id);
    const neighbour = hands.helpers.find((helper) => helper.id === pair?.helperId);
    const contact = people.contacts.find((person) => person.seniorId === senior.id && !person.conflict);
    const station = facilities.find((facility) => facility.level === 2) as Facility;
    const holder = neighbour
      ? ({
          holderKind: 'neighbour',
          holderName: neighbour.name,
          holderPhone: neighbour.phone,
          helperId: neighbour.id,
        } as const)
      : contact && d.chance(0.6)
        ? ({
            holderKind: 'contact',
            holderName: contact.name,
            holderPhone: contact.phone,
            holderContactId: contact.id,
          } as const)
        : ({
            holderKind: 'station',
            holderName: station.name,
            holderPhone: station.phone,
            facilityId: station.id,
          } as const);
    keys.push({
      id: `key-${home.id.slice(5)}`,
      homeId: home.id,
      holderContactId: null,
      helperId: null,
      facilityId: null,
      ...holder,
      sealedNumber: holder.holderKind === 'station' ? `封-${d.int(1000, 9999)}` : null,
      lastFitTestAt: h < DEMO_HOMES || d.chance(0.75) ? daysBefore(at, d.int(10, h < DEMO_HOMES ? 90 : 260)) : null,
      consentUse: true,
      consentForce: d.chance(0.4),
    });
    consents.push({
      id: `consent-${senior.id.slice(7)}-key`,
      seniorId: senior.id,
      purpose: 'key',
      givenBy: senior.name,
      capacity: senior.dementia ? 'guardian' : 'self',
      how: 'signed',
      givenAt: daysBefore(at, d.int(30, 400)),
      withdrawnAt: null,
    });
  });
  return { keys, consents };
}
