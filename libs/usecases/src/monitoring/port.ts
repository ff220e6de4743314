import type {
  AccountId,
  DeviceId,
  GeoPoint,
  HomeId,
  IncidentId,
  Instant,
  RegionId,
  SeniorId,
} from '@silverbell/kernel';
import type {
  ObservedDevice,
  Measurement,
  HubNetwork,
  RecordedSign,
  PersonAtRisk,
  SignOfLife,
  InactivityRule,
  DevicePresence,
  MonitoredPerson,
  WaterRead,
  DeviceOwner,
  OutagePlace,
} from '@silverbell/monitoring';
import type { AwayReason } from '@silverbell/vocabulary';

/** How the absence of a device was reported: as work, as part of an outage of its home, or not by itself because its hub is absent too. */
export type ReportedAs = 'work' | 'outage' | 'with-hub';

export interface StoredPresence extends DevicePresence {
  /** `null`: not reported, or over. */
  readonly reportedAs: ReportedAs | null;
}

/** A registered, active device from which at least one message was received. */
export interface SupervisedDevice extends ObservedDevice {
  readonly deviceId: DeviceId;
  /** The hub it speaks through. */
  readonly hubId: DeviceId | null;
  readonly homeId: HomeId | null;
  /** Its last message came over a connection without credentials: enough to be supervised, never enough to end what was reported. */
  readonly hasUnverifiedMessages: boolean;
  /** Since when its hub is present; `null`: it is absent, was never supervised, or there is none. */
  readonly hubPresentSince: Instant | null;
  /** Its hub is on file as a device that should be heard. */
  readonly isHubSupervised: boolean;
  readonly presence: StoredPresence | null;
}

/** Whether the people of a home can still call for help, judged by devices from which at least one message was received. */
export interface HomeReachability {
  readonly homeId: HomeId;
  /** From the village up. */
  readonly regions: readonly RegionId[];
  readonly hubId: DeviceId | null;
  readonly carrier: string | null;
  /** Devices that can raise an alarm, and whether they (or the hub they speak through) are absent. */
  readonly callDevices: readonly { readonly deviceId: DeviceId; readonly absent: boolean }[];
  readonly people: readonly PersonAtRisk[];
}

export interface OpenOutage {
  readonly incidentId: IncidentId;
  readonly place: OutagePlace;
  readonly raisedAt: Instant;
  readonly listedPeople: readonly { readonly seniorId: SeniorId; readonly homeId: HomeId; readonly waiting: boolean }[];
}

export interface PersonWithRules extends MonitoredPerson {
  readonly seniorId: SeniorId;
  readonly homeId: HomeId;
}

/** What supervision of devices and people reads and stores. */
export interface PresenceStore {
  /** Every device whose presence may change: not supervised yet, absent, or not received for a while. */
  devicesToSupervise(now: Instant): Promise<readonly SupervisedDevice[]>;
  savePresence(watches: readonly (StoredPresence & { readonly deviceId: DeviceId })[]): Promise<void>;
  reachabilityOf(homeIds: readonly HomeId[], now: Instant): Promise<readonly HomeReachability[]>;
  openOutages(): Promise<readonly OpenOutage[]>;
  /** People with an inactivity rule, with their signs of life. */
  peopleWithRules(now: Instant): Promise<readonly PersonWithRules[]>;
  saveReportedInactivity(seniorId: SeniorId, key: string, now: Instant): Promise<void>;
}

/** What a device measured of a room, a meter or a body, or that its button was pressed. */
export interface DeviceMeasurements {
  readonly deviceId: DeviceId;
  readonly at: Instant;
  readonly readings: readonly Measurement[];
  readonly pressed: boolean;
}

/** Signs of life of people, the newest of each sort, and the water of a home. */
export interface ActivityStore {
  /** Unknown devices are missing from the answer. */
  ownersOf(deviceIds: readonly DeviceId[]): Promise<readonly DeviceOwner[]>;
  recordActivity(noted: {
    readonly signs: readonly RecordedSign[];
    readonly water: readonly WaterRead[];
  }): Promise<void>;
}

/** The network a hub connects from now, and the one on record; `null`: none recorded yet. */
export interface HubNetworkReport {
  readonly deviceId: DeviceId;
  readonly now: HubNetwork;
  readonly known: KnownHubNetwork | null;
}
export interface KnownHubNetwork extends HubNetwork {
  readonly suspectedSince: Instant | null;
  /** The suspicion (设备疑似搬家) was raised as work. */
  readonly reported: boolean;
}

export interface HubNetworkStore {
  /** Hubs that report another network than the one on record, or are suspected to have moved. */
  networksToCheck(): Promise<readonly HubNetworkReport[]>;
  saveNetwork(deviceId: DeviceId, network: KnownHubNetwork, now: Instant): Promise<void>;
}

/** Where a device is believed to be. */
export interface DevicePlace {
  readonly deviceId: DeviceId;
  readonly regionId: RegionId;
  readonly home: { readonly id: HomeId; readonly label: string } | null;
  readonly confirmedAt: Instant | null;
  readonly suspectedSince: Instant | null;
  readonly suspicionReported: boolean;
}

export interface PlaceStore {
  /** Of the hub it is or speaks through. `null`: no such device. */
  placeOf(deviceId: DeviceId): Promise<DevicePlace | null>;
  /** Records the network it uses now as its own, at its home or at another one; devices behind it move with it. */
  confirm(
    deviceId: DeviceId,
    homeId: HomeId | null,
    by: AccountId,
    now: Instant,
  ): Promise<'confirmed' | 'home-unknown'>;
}

export interface Absence {
  readonly from: Instant;
  readonly until: Instant;
  readonly where: { readonly point: GeoPoint; readonly label: string } | null;
  readonly reason: AwayReason | null;
}

/** Everything on file about the inactivity of one person. */
export interface InactivityFile {
  readonly seniorId: SeniorId;
  readonly name: string;
  readonly homeId: HomeId;
  readonly regionId: RegionId;
  readonly timeZone: string;
  readonly rules: readonly InactivityRule[];
  readonly rulesSince: Instant | null;
  readonly defaults: {
    readonly rules: readonly InactivityRule[];
    readonly validFrom: Instant | null;
    readonly source: string;
  };
  /** The newest of each sort. */
  readonly signs: readonly SignOfLife[];
  readonly waterL: number | null;
  readonly away: Absence | null;
  readonly sensors: {
    readonly shared: boolean;
    /** Devices that can show activity of her or of others at her home. */
    readonly count: number;
    readonly absent: number;
    readonly meter: boolean;
  };
  readonly changes: readonly InactivityChanged[];
}

export interface InactivityChanged {
  readonly at: Instant;
  readonly by: { readonly id: AccountId; readonly name: string };
  readonly what: 'rules' | 'away' | 'back';
  readonly reason: string;
  readonly note: string | null;
}

/** Who changes it, and why: written in the same transaction as the change. */
export interface InactivityChange {
  readonly id: string;
  readonly at: Instant;
  readonly by: AccountId;
  readonly reason: string;
  readonly note: string | null;
}

export interface InactivityStore extends ActivityStore {
  /** `null`: no senior has that id. */
  inactivityOf(seniorId: SeniorId, now: Instant): Promise<InactivityFile | null>;
  setRules(seniorId: SeniorId, rules: readonly InactivityRule[], change: InactivityChange): Promise<void>;
  /** `back`: she is home again, whatever was written; the rules count from now. */
  setAway(seniorId: SeniorId, away: Absence | 'back', change: InactivityChange): Promise<void>;
}
