import type { DeviceId, HomeId, Instant, RegionId, SeniorId } from '@silverbell/kernel';
import type { PersonAtRisk } from '@silverbell/monitoring';
import type {
  HomeReach,
  KeptWatch,
  OpenOutage,
  PresenceStore,
  RuledPerson,
  SupervisedDevice,
} from '../monitoring/port.js';
import { placeOfSubject } from '../monitoring/report-outage.js';
import type { FakeIncidentStore } from './incident-store.fake.js';

interface FakeHome {
  readonly regions: readonly RegionId[];
  readonly carrier: string | null;
  readonly people: readonly PersonAtRisk[];
}

/** What supervision knows, in memory; outages are read from the cases themselves. */
export class FakePresenceStore implements PresenceStore {
  readonly devices = new Map<DeviceId, Omit<SupervisedDevice, 'watch'>>();
  readonly watches = new Map<DeviceId, KeptWatch>();
  readonly homes = new Map<HomeId, FakeHome>();
  readonly people: RuledPerson[] = [];

  constructor(private readonly cases: FakeIncidentStore) {}

  heard(device: Omit<SupervisedDevice, 'watch'>): void {
    this.devices.set(device.deviceId, device);
  }

  toLookAt(): Promise<readonly SupervisedDevice[]> {
    return Promise.resolve(
      [...this.devices.values()].map((one) => ({ ...one, watch: this.watches.get(one.deviceId) ?? null })),
    );
  }

  keep(watches: readonly (KeptWatch & { readonly deviceId: DeviceId })[]): Promise<void> {
    for (const { deviceId, ...watch } of watches) this.watches.set(deviceId, watch);
    return Promise.resolve();
  }

  reachOf(homeIds: readonly HomeId[]): Promise<readonly HomeReach[]> {
    return Promise.resolve(
      homeIds.flatMap((homeId) => {
        const home = this.homes.get(homeId);
        const here = [...this.devices.values()].filter((one) => one.homeId === homeId);
        const ways = here
          .filter(({ role }) => role === 'pendant' || role === 'sos-button')
          .map(({ deviceId, hubId }) => ({
            deviceId,
            absent: this.#absent(deviceId) || (hubId !== null && this.#absent(hubId)),
          }));
        const hubId = here.find(({ role }) => role === 'hub')?.deviceId ?? null;
        return home ? [{ ...home, homeId, hubId, ways }] : [];
      }),
    );
  }

  openOutages(): Promise<readonly OpenOutage[]> {
    return Promise.resolve(
      this.cases.open().flatMap((one) => {
        const place = one.family === 'outage' ? placeOfSubject(one.subject) : null;
        if (place === null) return [];
        const names = one.rollCall.map(({ seniorId, homeId, state }) => ({
          seniorId,
          homeId,
          waiting: state === 'waiting',
        }));
        return [{ incidentId: one.id, place, raisedAt: one.raisedAt, names }];
      }),
    );
  }

  ruledPeople(): Promise<readonly RuledPerson[]> {
    return Promise.resolve(this.people);
  }

  keepSilence(seniorId: SeniorId, key: string, _: Instant): Promise<void> {
    const at = this.people.findIndex((one) => one.seniorId === seniorId);
    const person = this.people[at];
    if (person && !person.told.includes(key)) this.people[at] = { ...person, told: [...person.told, key] };
    return Promise.resolve();
  }

  #absent(deviceId: DeviceId): boolean {
    return this.watches.get(deviceId)?.state === 'absent';
  }
}
