import {
  between,
  hours,
  seconds,
  type DeviceId,
  type HomeId,
  type Instant,
  type RegionId,
  type SeniorId,
} from '@silverbell/kernel';
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

/** A device as its messages and its file say. */
type ReceivedDevice = Omit<SupervisedDevice, 'presence' | 'hubPresentSince' | 'isHubSupervised'>;

/** As the database leaves them out: heard a moment ago, and nothing to say of them. */
const isPlainlyPresent = ({ role, presence, online, batteryPct, seenAt }: SupervisedDevice, now: Instant): boolean =>
  presence?.state === 'present' &&
  presence.reportedAs === null &&
  presence.batteryLowSince === null &&
  online !== false &&
  (batteryPct ?? 100) > 30 &&
  between(seenAt, now) < (role === 'hub' ? seconds(60) : hours(1));

interface FakeHome {
  readonly regions: readonly RegionId[];
  readonly carrier: string | null;
  readonly people: readonly PersonAtRisk[];
}

/** What supervision knows, in memory; outages are read from the incidents themselves. */
export class FakePresenceStore implements PresenceStore {
  readonly devices = new Map<DeviceId, ReceivedDevice>();
  readonly watches = new Map<DeviceId, StoredPresence>();
  readonly homes = new Map<HomeId, FakeHome>();
  readonly people: PersonWithRules[] = [];

  constructor(private readonly cases: FakeIncidentStore) {}

  heard(device: ReceivedDevice): void {
    this.devices.set(device.deviceId, device);
  }

  devicesToSupervise(now: Instant): Promise<readonly SupervisedDevice[]> {
    const supervised = [...this.devices.values()].map((device): SupervisedDevice => {
      const hub = device.hubId === null ? undefined : this.watches.get(device.hubId);
      return {
        ...device,
        presence: this.watches.get(device.deviceId) ?? null,
        hubPresentSince: hub?.state === 'present' ? hub.since : null,
        isHubSupervised: device.hubId !== null && this.devices.has(device.hubId),
      };
    });
    return Promise.resolve(supervised.filter((device) => !isPlainlyPresent(device, now)));
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
