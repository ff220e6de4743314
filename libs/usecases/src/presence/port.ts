import type { DeviceId, HomeId, IncidentId, Instant, RegionId, SeniorId } from '@silverbell/kernel';
import type { HeardDevice, OutagePlace, PersonAtRisk, Watch, WatchedPerson } from '@silverbell/presence';

/** How the absence of a device was told: as work, as a name of an outage, or not at all because its hub is gone. */
export type Told = 'work' | 'outage' | 'with-hub';

export interface KeptWatch extends Watch {
  /** `null`: nobody was told, or it is over. */
  readonly told: Told | null;
}

/** A registered, active device that was heard at least once. */
export interface SupervisedDevice extends HeardDevice {
  readonly deviceId: DeviceId;
  /** The hub it speaks through. */
  readonly hubId: DeviceId | null;
  readonly homeId: HomeId | null;
  readonly watch: KeptWatch | null;
}

/** What is left of a home's ways to call; of those that were ever heard. */
export interface HomeReach {
  readonly homeId: HomeId;
  /** From the village up. */
  readonly regions: readonly RegionId[];
  readonly hubId: DeviceId | null;
  readonly carrier: string | null;
  /** Devices somebody could call with, and whether they (or the hub they speak through) are absent. */
  readonly ways: readonly { readonly deviceId: DeviceId; readonly absent: boolean }[];
  readonly people: readonly PersonAtRisk[];
}

export interface OpenOutage {
  readonly incidentId: IncidentId;
  readonly place: OutagePlace;
  readonly raisedAt: Instant;
  readonly names: readonly { readonly seniorId: SeniorId; readonly homeId: HomeId; readonly waiting: boolean }[];
}

export interface RuledPerson extends WatchedPerson {
  readonly seniorId: SeniorId;
  readonly homeId: HomeId;
}

/** What supervision reads and remembers. */
export interface PresenceBook {
  /** Every device whose news may have changed: never looked at, absent, or not plainly present. */
  toLookAt(now: Instant): Promise<readonly SupervisedDevice[]>;
  keep(watches: readonly (KeptWatch & { readonly deviceId: DeviceId })[]): Promise<void>;
  reachOf(homeIds: readonly HomeId[], now: Instant): Promise<readonly HomeReach[]>;
  openOutages(): Promise<readonly OpenOutage[]>;
  /** People with a rule about their silence, with their signs of life. */
  ruledPeople(now: Instant): Promise<readonly RuledPerson[]>;
  keepSilence(seniorId: SeniorId, key: string, now: Instant): Promise<void>;
}
