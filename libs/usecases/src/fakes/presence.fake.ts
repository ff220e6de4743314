import type { DeviceId, HomeId, Instant, RegionId, SeniorId } from '@silverbell/kernel';
import type { PersonAtRisk } from '@silverbell/monitoring';
import type {
  HomeReachability,
  StoredPresence,
  OpenOutage,
  PresenceStore,
  PersonWithRules,
  SupervisedDevice,
} from '../monitoring/port.js';
import { placeOfSubject } from '../monitoring/report-outage.js';
import type { FakeIncidentStore } from './incident-store.fake.js';

interface FakeHome {
  readonly regions: readonly RegionId[];
  readonly carrier: string | null;
  readonly people: readonly PersonAtRisk[];
}

/** What supervision knows, in memory; outages are read from the incidents themselves. */
export class FakePresenceStore implements PresenceStore {
  readonly devices = new Map<DeviceId, Omit<SupervisedDevice, 'presence'>>();
  readonly watches = new Map<DeviceId, StoredPresence>();
  readonly homes = new Map<HomeId, FakeHome>();
  readonly people: PersonWithRules[] = [];

  constructor(private readonly cases: FakeIncidentStore) {}

  heard(device: Omit<SupervisedDevice, 'presence'>): void {
    this.devices.set(device.deviceId, device);
  }

  devicesToSupervise(): Promise<readonly SupervisedDevice[]> {
    return Promise.resolve(
      [...this.devices.values()].map((one) => ({ ...one, presence: this.watches.get(one.deviceId) ?? null })),
    );
  }

  savePresence(watches: readonly (StoredPresence & { readonly deviceId: DeviceId })[]): Promise<void> {
    for (const { deviceId, ...watch } of watches) this.watches.set(deviceId, watch);
    return Promise.resolve();
  }

  reachabilityOf(homeIds: readonly HomeId[]): Promise<readonly HomeReachability[]> {
    return Promise.resolve(
      homeIds.flatMap((homeId) => {
        const home = this.homes.get(homeId);
        const here = [...this.devices.values()].filter((one) => one.homeId === homeId);
        const callDevices = here
          .filter(({ role }) => role === 'pendant' || role === 'sos-button')
          .map(({ deviceId, hubId }) => ({
            deviceId,
            absent: this.#absent(deviceId) || (hubId !== null && this.#absent(hubId)),
          }));
        const hubId = here.find(({ role }) => role === 'hub')?.deviceId ?? null;
        return home ? [{ ...home, homeId, hubId, callDevices }] : [];
      }),
    );
  }

  openOutages(): Promise<readonly OpenOutage[]> {
    return Promise.resolve(
      this.cases.open().flatMap((one) => {
        const place = one.family === 'outage' ? placeOfSubject(one.subject) : null;
        if (place === null) return [];
        const listedPeople = one.rollCall.map(({ seniorId, homeId, state }) => ({
          seniorId,
          homeId,
          waiting: state === 'waiting',
        }));
        return [{ incidentId: one.id, place, raisedAt: one.raisedAt, listedPeople }];
      }),
    );
  }

  peopleWithRules(): Promise<readonly PersonWithRules[]> {
    return Promise.resolve(this.people);
  }

  saveReportedInactivity(seniorId: SeniorId, key: string, _: Instant): Promise<void> {
    const at = this.people.findIndex((one) => one.seniorId === seniorId);
    const person = this.people[at];
    if (person && !person.reported.includes(key)) this.people[at] = { ...person, reported: [...person.reported, key] };
    return Promise.resolve();
  }

  #absent(deviceId: DeviceId): boolean {
    return this.watches.get(deviceId)?.state === 'absent';
  }
}
