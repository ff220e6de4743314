import { describe, expect, it } from '@jest/globals';
import { distanceM, fromIso, geoPoint, type GeoPoint, type Instant } from '@silverbell/kernel';
import { DEMO_DEVICES, DEMO_HELPERS, DEMO_LOGINS, DEMO_PENDANTS, SIMULATED_HELPERS } from './logins.js';
import type { Position } from './geojson.js';
import type { DemoTown } from './rows.js';
import { DEMO_SEED, demoBasemap, demoTown } from './town.js';

const AT = fromIso('2026-11-21T22:00:00Z') as Instant;
const DAY = 86_400_000;
const town = demoTown(DEMO_SEED, AT);
const point = (place: { lat: number; lng: number }): GeoPoint => geoPoint(place.lat, place.lng) as GeoPoint;
const ageOf = (birthDate: string): number => (AT - Date.parse(birthDate)) / (365.25 * DAY);
const homesOfDemoDevices = (t: DemoTown) =>
  t.homes.filter((home) => t.devices.some((device) => DEMO_DEVICES.includes(device.id) && device.homeId === home.id));

describe('the demo town', () => {
  it('is the same town again from the same seed and instant, and another one from another seed', () => {
    expect(demoTown(DEMO_SEED, AT)).toEqual(town);
    expect(demoTown(DEMO_SEED + 1, AT).homes).not.toEqual(town.homes);
  });

  it('is one county, 3 townships, 9 villages, 400 seniors, 30 helpers and 8 facilities', () => {
    expect(town.regions.filter((region) => region.levelNo === 2)).toHaveLength(1);
    expect(town.regions.filter((region) => region.levelNo === 3)).toHaveLength(3);
    expect(town.regions.filter((region) => region.levelNo === 4)).toHaveLength(9);
    expect(town.seniors).toHaveLength(400);
    expect(town.helpers).toHaveLength(30);
    expect(town.facilities).toHaveLength(8);
    expect(new Set(town.helpers.map((helper) => helper.kind)).size).toBe(6);
  });

  it('says that it is fictional where its name is shown, and its numbers reach nobody', () => {
    expect(town.regions[0]?.name).toContain('虚构');
    expect(town.basemap.attribution).toContain('虚构');
    const numbers = [
      ...town.seniors.map((senior) => senior.phone),
      ...town.contacts.map((contact) => contact.phone),
      ...town.helpers.map((helper) => helper.phone),
      ...town.dutySeats.map((seat) => seat.voiceNumber),
      ...town.emergencyNumbers.map((entry) => entry.number),
      ...town.facilities.map((facility) => facility.phone),
    ];
    for (const number of numbers) expect(number).toMatch(/^000-\d{4}$/);
  });

  it('gives no two rows of a table the same id, and no two homes the same door plate or door tag', () => {
    for (const rows of Object.values(town)) {
      if (!Array.isArray(rows)) continue;
      const ids = (rows as { id?: string }[]).flatMap((row) => (row.id === undefined ? [] : [row.id]));
      expect(new Set(ids).size).toBe(ids.length);
    }
    expect(new Set(town.homes.map((home) => home.addressWords)).size).toBe(town.homes.length);
    expect(new Set(town.homes.map((home) => home.doorTag)).size).toBe(town.homes.length);
  });

  it.each([1, 7, 42, 2024, 99_991])(
    'stands from seed %i too: enough plots, special cases and references that exist',
    (seed) => {
      const other = demoTown(seed, AT, { onDuty: 'simulated' });
      const homes = new Set(other.homes.map((home) => home.id));
      const seniors = new Set(other.seniors.map((senior) => senior.id));
      expect(other.seniors).toHaveLength(400);
      for (const senior of other.seniors) expect(homes).toContain(senior.homeId);
      for (const contact of other.contacts) expect(seniors).toContain(contact.seniorId);
      for (const device of other.devices) expect(homes).toContain(device.homeId);
      expect(other.seniors.filter((senior) => senior.dispatchFirst)).toHaveLength(5);
    },
  );

  it('lies on its streets: every home is within 20 m of a point of the road network', () => {
    for (const home of town.homes) {
      const road = { lat: home.nearestRoadLat as number, lng: home.nearestRoadLng as number };
      expect(distanceM(point(home), point(road))).toBeLessThan(20);
    }
  });

  it('puts every home inside the boundary of its own village', () => {
    const rings = new Map(
      town.regions.map((region) => [region.id, (region.boundary.coordinates as Position[][])[0] as Position[]]),
    );
    for (const home of town.homes)
      expect(inside([home.lng, home.lat], rings.get(home.regionId) as Position[])).toBe(true);
  });
});

describe('people who make the rules necessary', () => {
  it('the town has five dispatch-first seniors with reasons; others are verified by voice', () => {
    expect(town.seniors.filter((senior) => senior.dispatchFirst && senior.dispatchFirstReason)).toHaveLength(5);
    for (const senior of town.seniors.filter((person) => person.verifyBy !== 'voice'))
      expect(senior.dispatchFirst).toBe(true);
    expect(new Set(town.seniors.map((senior) => senior.verifyBy))).toEqual(
      new Set(['voice', 'text', 'signal', 'visit']),
    );
  });

  it('leaves the pendants of the dead, and of those who moved, in the town', () => {
    for (const status of ['deceased', 'moved', 'suspended'] as const) {
      const people = town.seniors.filter((senior) => senior.status === status);
      expect(people.length).toBeGreaterThan(0);
      for (const senior of people) expect(town.devices.some((device) => device.seniorId === senior.id)).toBe(true);
    }
  });

  it('the town has dementia, oxygen, conflicts, untested keys, expired papers, a suspension', () => {
    expect(town.seniors.some((senior) => senior.dementia)).toBe(true);
    expect(town.seniors.some((senior) => senior.electricMedicalDevice !== null)).toBe(true);
    expect(town.contacts.filter((contact) => contact.conflict).length).toBeGreaterThan(0);
    expect(town.helperConflicts.length).toBeGreaterThan(0);
    expect(town.keyHoldings.some((key) => key.lastFitTestAt === null)).toBe(true);
    expect(town.helperCertificates.some((certificate) => certificate.validUntil < AT)).toBe(true);
    expect(town.helpers.some((helper) => helper.suspendedAt !== null)).toBe(true);
  });

  it('has seniors of 60 and older with plausible ages, and both halves of 70 couples at home', () => {
    for (const senior of town.seniors) {
      expect(ageOf(senior.birthDate as string)).toBeGreaterThanOrEqual(60);
      expect(ageOf(senior.birthDate as string)).toBeLessThan(97);
    }
    expect(town.seniors.length - town.homes.length).toBe(70);
  });
});

describe('what the outside relies on', () => {
  it('has every demo login once, with the role its name says', () => {
    for (const login of DEMO_LOGINS) {
      const role = login.replace(/-\d+$/, '');
      const [only, ...others] = town.accounts.filter((account) => account.username === login);
      expect([only?.roles[0]?.role, others]).toEqual([role, []]);
    }
  });

  it('puts the nine demo devices into nine different homes', () => {
    expect(homesOfDemoDevices(town)).toHaveLength(9);
  });

  it('answers a press of a demo pendant with class A: living people who are verified by voice', () => {
    const homes = homesOfDemoDevices(town).map((home) => home.id);
    const people = town.seniors.filter((senior) => homes.includes(senior.homeId));
    expect(people.length).toBeGreaterThanOrEqual(9);
    for (const senior of people) {
      expect(senior).toMatchObject({ status: 'active', verifyBy: 'voice', dispatchFirst: false, dementia: false });
    }
    for (const id of DEMO_PENDANTS) {
      const device = town.devices.find((candidate) => candidate.id === id);
      expect(device).toMatchObject({
        role: 'pendant',
        profile: 'native',
        status: 'active',
        hubId: null,
        secret: 'silverbell-demo',
      });
      expect(device?.seniorId).not.toBeNull();
    }
  });

  it('has a home hub with an SOS button in the bathroom', () => {
    expect(town.devices.find((device) => device.id === 'demo-hub-1')).toMatchObject({
      role: 'hub',
      secret: 'silverbell-demo',
    });
    expect(town.devices.find((device) => device.hubId === 'demo-hub-1')).toMatchObject({
      role: 'sos-button',
      childName: 'bath_sos',
      fixed: true,
    });
  });

  it('keeps helper-1 to helper-8 between 30 and 60, ready at night, certified, free of conflicts', () => {
    for (const id of DEMO_HELPERS) {
      const helper = town.helpers.find((candidate) => candidate.id === id);
      expect(helper).toMatchObject({ nightCalls: true, suspendedAt: null });
      expect(ageOf(helper?.birthDate as string)).toBeGreaterThanOrEqual(31);
      expect(ageOf(helper?.birthDate as string)).toBeLessThan(59);
      expect(town.helperConflicts.some((conflict) => conflict.helperId === id)).toBe(false);
      const certificates = town.helperCertificates.filter((certificate) => certificate.helperId === id);
      expect(certificates.length).toBeGreaterThan(0);
      for (const certificate of certificates) expect(certificate.validUntil).toBeGreaterThan(AT + 700 * DAY);
    }
  });

  it.each([DEMO_SEED, 3, 17])(
    'has them at every demo device within 10 min, getting ready included (seed %i)',
    (seed) => {
      const t = demoTown(seed, AT);
      // slow on purpose: a bicycle at night on lanes that are 1.4 times the straight line
      const metresPerSecond = { walk: 1.1, bicycle: 2.8, 'e-bike': 3.6, car: 4.5 };
      for (const home of homesOfDemoDevices(t)) {
        for (const helper of t.helpers.filter((candidate) => DEMO_HELPERS.includes(candidate.id))) {
          const travelS = (distanceM(point(helper), point(home)) * 1.4) / metresPerSecond[helper.transport];
          expect(helper.turnoutNightS + travelS).toBeLessThan(600);
        }
      }
    },
  );

  it('pairs every demo home with one of them', () => {
    for (const home of homesOfDemoDevices(town)) {
      const pairs = town.helperPairs.filter((pair) => pair.homeId === home.id);
      expect(pairs).toHaveLength(1);
      expect(DEMO_HELPERS).toContain(pairs[0]?.helperId);
    }
  });

  it('lets nobody be asked who is not on duty when the town is quiet, and nobody is on duty', () => {
    expect(town.helpers.filter((helper) => helper.standingAvailability)).toHaveLength(0);
    expect(town.helperDuties.filter((duty) => duty.onDuty)).toHaveLength(0);
    const lively = demoTown(DEMO_SEED, AT, { onDuty: 'simulated' });
    const standing = lively.helpers.filter((helper) => helper.standingAvailability).map((helper) => helper.id);
    expect(standing.length).toBeGreaterThan(0);
    for (const id of standing) expect(SIMULATED_HELPERS).toContain(id);
  });

  it('tells family-1 about the wearer of demo-pendant-1', () => {
    const wearer = town.devices.find((device) => device.id === 'demo-pendant-1')?.seniorId;
    expect(town.familyLinks).toEqual([{ accountId: 'account-family-1', seniorId: wearer }]);
    expect(town.contacts.find((contact) => contact.seniorId === wearer)).toMatchObject({
      noticeLevel: 'every-press',
      conflict: false,
    });
  });

  it('has a voice on every rung: for each village its own, its township or its county', () => {
    const parents = new Map(town.regions.map((region) => [region.id, region.parentId]));
    for (const village of town.regions.filter((region) => region.levelNo === 4)) {
      for (const role of [
        'lead',
        'overflow',
        'village-cadre',
        'station',
        'township-duty',
        'county-duty',
        'fire-post',
      ]) {
        let at: string | null = village.id;
        while (at !== null && !town.dutySeats.some((seat) => seat.regionId === at && seat.role === role))
          at = parents.get(at) ?? null;
        expect(at).not.toBeNull();
      }
    }
  });

  it('has the emergency numbers of every region', () => {
    for (const region of town.regions) {
      expect(
        town.emergencyNumbers
          .filter((entry) => entry.regionId === region.id)
          .map((entry) => entry.service)
          .sort(),
      ).toEqual(['110', '119', '120', 'gas', 'power', 'water']);
    }
  });
});

describe('the demo map', () => {
  it('draws the same county as the rows, small enough to travel with the page', () => {
    const map = demoBasemap(DEMO_SEED);
    expect(map).toEqual(town.basemap);
    expect(map.features.filter((feature) => feature.properties.kind === 'boundary')).toHaveLength(13);
    expect(JSON.stringify(map).length).toBeLessThan(80_000);
  });
});

/** Ray casting; the rings here never cross themselves. */
function inside([x, y]: Position, ring: readonly Position[]): boolean {
  let within = false;
  ring.forEach(([x1, y1], i) => {
    const [x2, y2] = ring[(i + 1) % ring.length] as Position;
    if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) within = !within;
  });
  return within;
}
