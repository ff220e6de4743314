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
  HeardDevice,
  HeardReading,
  HubNetwork,
  NotedSign,
  PersonAtRisk,
  SignOfLife,
  InactivityRule,
  Watch,
  WatchedPerson,
  WaterRead,
  Whose,
  OutagePlace,
} from '@silverbell/monitoring';
import type { AwayReason } from '@silverbell/vocabulary';

/** How the absence of a device was told: as work, as a name of an outage, or not at all because its hub is gone. */
export type ReportedAs = 'work' | 'outage' | 'with-hub';

export interface KeptWatch extends Watch {
  /** `null`: not reported, or over. */
  readonly told: ReportedAs | null;
}

/** A registered, active device that was heard at least once. */
export interface SupervisedDevice extends HeardDevice {
  readonly deviceId: DeviceId;
  /** The hub it speaks through. */
  readonly hubId: DeviceId | null;
  readonly homeId: HomeId | null;
  /** Its last word came without proof: enough to be supervised, never to take anything back. */
  readonly unproven?: boolean;
  readonly watch: KeptWatch | null;
}

/** What is left of a home's ways to call; of those that were ever heard. */
export interface HomeReach {
  readonly homeId: HomeId;
  /** From the village up. */
  readonly regions: readonly RegionId[];
  readonly hubId: DeviceId | null;
  readonly carrier: string | null;
  /** Devices that can raise an alarm, and whether they (or the hub they speak through) are absent. */
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
export interface PresenceStore {
  /** Every device whose news may have changed: never looked at, absent, or not plainly present. */
  toLookAt(now: Instant): Promise<readonly SupervisedDevice[]>;
  keep(watches: readonly (KeptWatch & { readonly deviceId: DeviceId })[]): Promise<void>;
  reachOf(homeIds: readonly HomeId[], now: Instant): Promise<readonly HomeReach[]>;
  openOutages(): Promise<readonly OpenOutage[]>;
  /** People with a rule about their silence, with their signs of life. */
  ruledPeople(now: Instant): Promise<readonly RuledPerson[]>;
  keepSilence(seniorId: SeniorId, key: string, now: Instant): Promise<void>;
}

/** What a device said of a room, a meter or a body, or that its button was pressed. */
export interface HeardOf {
  readonly deviceId: DeviceId;
  readonly at: Instant;
  readonly readings: readonly HeardReading[];
  readonly pressed: boolean;
}

/** Where signs of people are kept: the newest of each sort, and the water of a home. */
export interface ActivityStore {
  /** Unknown devices have no line. */
  whose(deviceIds: readonly DeviceId[]): Promise<readonly Whose[]>;
  note(noted: { readonly signs: readonly NotedSign[]; readonly water: readonly WaterRead[] }): Promise<void>;
}

/** The network a hub connects from now, and the one on record; `null`: none recorded yet. */
export interface HubNetworkReport {
  readonly deviceId: DeviceId;
  readonly now: HubNetwork;
  readonly known: KnownHubNetwork | null;
}
export interface KnownHubNetwork extends HubNetwork {
  readonly suspectedSince: Instant | null;
  /** 设备疑似搬家 was said. */
  readonly told: boolean;
}

export interface HubNetworkStore {
  /** Hubs whose line says something new, or was doubted. */
  linesToLookAt(): Promise<readonly HubNetworkReport[]>;
  keepLine(deviceId: DeviceId, line: KnownHubNetwork, now: Instant): Promise<void>;
}

/** Where a device is believed to be. */
export interface DevicePlace {
  readonly deviceId: DeviceId;
  readonly regionId: RegionId;
  readonly home: { readonly id: HomeId; readonly label: string } | null;
  readonly confirmedAt: Instant | null;
  readonly suspectedSince: Instant | null;
  readonly told: boolean;
}

export interface PlaceStore {
  /** Of the hub it is or speaks through. `null`: no such device. */
  placeOf(deviceId: DeviceId): Promise<DevicePlace | null>;
  /** From now on it is known by the line it speaks on, at its home or in another one; what speaks through it comes along. */
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

/** Everything on file about the silence of one person. */
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
  silenceOf(seniorId: SeniorId, now: Instant): Promise<InactivityFile | null>;
  setRules(seniorId: SeniorId, rules: readonly InactivityRule[], change: InactivityChange): Promise<void>;
  /** `back`: she is home again, whatever was written; the rules count from now. */
  setAway(seniorId: SeniorId, away: Absence | 'back', change: InactivityChange): Promise<void>;
}
