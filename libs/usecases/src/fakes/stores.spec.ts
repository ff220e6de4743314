import { describe } from '@jest/globals';
import {
  after,
  as,
  dateIn,
  geoPoint,
  hours,
  instant,
  minutes,
  type AccountId,
  type DeviceId,
  type GeoPoint,
  type HelperId,
  type HomeId,
  type RegionId,
  type SeniorId,
} from '@silverbell/kernel';
import { defaultMorning } from '@silverbell/monitoring';
import { promisesOfCareCalls } from '../care/calls/calls.suite.js';
import { promisesOfMeals } from '../care/meals/meals.suite.js';
import { promisesOfVisits } from '../care/visits/visits.suite.js';
import { promisesOfVillageScores } from '../care/village-scores/village-scores.suite.js';
import { promisesOfAnExerciseStore } from '../exercises/exercise-store.suite.js';
import { promisesOfAnInactivityStore } from '../monitoring/inactivity-store.suite.js';
import { promisesOfAHubNetworkStore, promisesOfAPresenceStore } from '../monitoring/presence-store.suite.js';
import { promisesOfAHelperStatusStore } from '../people/helper-status.suite.js';
import { promisesOfAHelperDirectory } from '../ports/helper-directory.suite.js';
import { promisesOfARetentionStore } from '../privacy/retention/retention-store.suite.js';
import { FakeCareCalls } from './calls.fake.js';
import { FakeExerciseStore } from './exercise-store.fake.js';
import { FakeHelperDirectory } from './helper-directory.fake.js';
import { FakeHelperStatusStore } from './helper-status.fake.js';
import { FakeHubNetworkStore, FakeInactivityStore } from './inactivity.fake.js';
import { FakeIncidentStore } from './incident-store.fake.js';
import { FakeMeals } from './meals.fake.js';
import { FakePresenceStore } from './presence.fake.js';
import { FakeRetentionStore } from './retention.fake.js';
import { FakeVillageScores } from './village-scores.fake.js';
import { FakeVisits } from './visits.fake.js';

const NOON = instant(Date.UTC(2026, 10, 28, 4));
const by = as<AccountId>('account-1');
const device = as<DeviceId>('pendant-1');
const region = as<RegionId>('village');
const helper = as<HelperId>('anna');

describe('FakeExerciseStore', () => {
  promisesOfAnExerciseStore(() =>
    Promise.resolve({ store: new FakeExerciseStore(new FakeIncidentStore()), device, region, by }),
  );
});

describe('FakeVillageScores', () => {
  promisesOfVillageScores(() => {
    const store = new FakeVillageScores();
    store.village(region);
    return Promise.resolve({
      ...{ store, village: region, township: as<RegionId>('township'), by },
      did: (measure, day, who) => Promise.resolve(store.did({ regionId: region, measure, day, who })),
      within: (work) => store.within(work),
    });
  });
});

describe('FakeCareCalls', () => {
  promisesOfCareCalls(() => {
    const store = new FakeCareCalls();
    let made = 0;
    const settled = <T>(value: T): Promise<T> => Promise.resolve(value);
    return settled({
      ...{ store, region, by },
      within: (work) => store.within(work),
      person: () => {
        const id = as<SeniorId>(`senior-${String((made += 1))}`);
        store.knows(id, region);
        return settled(id);
      },
      plan: (seniorId, from, weekdays) => {
        const id = `plan-${String((made += 1))}`;
        store.plans({ id, seniorId, from, to: null, weekdays, starts: '09:00', ends: '10:00' });
        return settled(id);
      },
      awayUntil: (id, awayUntil) => settled(store.change(id, { awayUntil })),
      suspended: (id, ...suspendedOn) => settled(store.change(id, { suspendedOn })),
      dies: (id) => settled(store.change(id, { served: false })),
      switchesOff: () => settled(store.switchesOff(region)),
      calls: (id) => settled(store.all(id)),
      signs: (id) => settled(store.signs.flatMap(({ seniorId, sign }) => (seniorId === id ? [sign] : []))),
      concerns: (id) => settled(store.concerns.flatMap(({ seniorId, kind }) => (seniorId === id ? [kind] : []))),
    });
  });
});

describe('FakeMeals', () => {
  promisesOfMeals(() => {
    const store = new FakeMeals();
    const [first, second] = [as<SeniorId>('first'), as<SeniorId>('second')];
    for (const id of [first, second]) store.eats(id, { status: 'active', regionId: region, economicClass: 'other' });
    return Promise.resolve({
      ...{ store, region, first, second, by },
      within: (work) => store.within(work),
      attended: (id) => Promise.resolve(store.seen.filter((one) => one === id).length),
    });
  });
});

describe('FakeVisits', () => {
  promisesOfVisits(() => {
    const store = new FakeVisits('county', geoPoint(29.5, 103.6) as GeoPoint, (at) => dateIn('Asia/Shanghai', at));
    let people = 0;
    const settled = <T>(value: T): Promise<T> => Promise.resolve(value);
    return settled({
      ...{ store, beside: as<RegionId>('beside'), by },
      within: (work) => store.within(work),
      person: ({ entitledFrom, livesWith } = {}) => {
        const id = as<SeniorId>(`senior-${String((people += 1))}`);
        store.knows(id, {
          ...{ regionId: region, birthDate: '1956-03-01', careCategories: [], dementia: false, economicClass: 'other' },
          ...{ needsElectricDevice: false, at: geoPoint(29.5 + people / 1000, 103.6) as GeoPoint },
          entitled: entitledFrom === undefined ? [] : [{ from: entitledFrom, to: null }],
          homeId: livesWith === undefined ? as<HomeId>(`home-${String(people)}`) : store.homeOf(livesWith),
        });
        return settled(id);
      },
      raises: (atLeast, from) => settled(store.raises(atLeast, from)),
      becomesFrail: (id) => settled(store.change(id, { dementia: true })),
      recovers: (id) => settled(store.change(id, { dementia: false })),
      inHospital: (id, from, to) => settled(store.change(id, { hospital: { from, to } })),
      moves: (id, regionId) => settled(store.change(id, { regionId })),
      dies: (id) => settled(store.change(id, { status: 'deceased' })),
      livesOn: (id) => settled(store.change(id, { status: 'active' })),
      isHeardOf: (id, at) => settled(store.isHeardOf(id, at)),
      visits: (id) => settled(store.all(id)),
      places: (ids) => settled(ids.flatMap((id) => store.all(id).map(({ walkNo }) => walkNo))),
      concerns: (id) => settled(store.concerns.flatMap(({ seniorId, kind }) => (seniorId === id ? [kind] : []))),
    });
  });
});

describe('FakeHelperStatusStore', () => {
  promisesOfAHelperStatusStore(() => {
    const store = new FakeHelperStatusStore(new FakeIncidentStore(), new FakeHelperDirectory());
    store.knows(helper);
    return Promise.resolve({ store, helper, by });
  });
});

describe('FakeHelperDirectory', () => {
  promisesOfAHelperDirectory(() => {
    const directory = new FakeHelperDirectory();
    directory.helper('anna');
    directory.helper('berta');
    return Promise.resolve({
      ...{ directory, first: helper, second: as<HelperId>('berta') },
      need: {
        ...{ at: geoPoint(29.5, 103.6) as GeoPoint, regionId: region, homeId: null, seniorIds: [], now: NOON },
        ...{ fixUsableFor: minutes(15), limit: 5 },
      },
      setSuspended: (id, suspended) => Promise.resolve(directory.setSuspended(id, suspended)),
    });
  });
});

describe('FakeInactivityStore', () => {
  promisesOfAnInactivityStore(() => {
    const store = new FakeInactivityStore();
    return Promise.resolve({ store, senior: store.person('mother'), by });
  });
});

describe('FakePresenceStore', () => {
  promisesOfAPresenceStore(() => {
    const store = new FakePresenceStore(new FakeIncidentStore());
    const silences = new FakeInactivityStore();
    const senior = silences.person('mother');
    const pendant = {
      ...{ deviceId: device, hubId: null, homeId: null, role: 'pendant', profile: 'native' },
      ...{ online: null, batteryPct: null, sendsHeartbeats: true },
    };
    const hears = (at: typeof NOON, hasUnverifiedMessages: boolean): Promise<void> =>
      Promise.resolve(store.heard({ ...pendant, seenAt: at, hasUnverifiedMessages }));
    void hears(after(NOON, hours(-2)), false);
    store.people.push({
      ...{ seniorId: senior, homeId: as<HomeId>('home'), rules: [defaultMorning], signs: [], waterL: null },
      ...{ away: null, timeZone: 'Asia/Shanghai', reported: [] },
    });
    return Promise.resolve({ store, device, senior, hears: ({ at, unverified }) => hears(at, unverified) });
  });
});

describe('FakeHubNetworkStore', () => {
  promisesOfAHubNetworkStore(() => {
    const store = new FakeHubNetworkStore();
    const reports = (network: { network: string | null; gateway: string | null }): Promise<void> => {
      store.now.set(device, network);
      return Promise.resolve();
    };
    return Promise.resolve({ store, hub: device, reports });
  });
});

describe('FakeRetentionStore', () => {
  promisesOfARetentionStore(() => Promise.resolve(new FakeRetentionStore()));
});
