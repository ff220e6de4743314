import type { DrillPurpose, TestReason } from '@silverbell/vocabulary';
import type {
  AccountId,
  DeviceId,
  Duration,
  HelperId,
  HomeId,
  IncidentId,
  Instant,
  RegionId,
} from '@silverbell/kernel';

/** A person opened it for one device; what that device presses meanwhile is a test (H13). */
export interface TestWindow {
  readonly id: string;
  readonly deviceId: DeviceId;
  readonly openedBy: AccountId;
  readonly reason: TestReason;
  readonly opensAt: Instant;
  readonly closesAt: Instant;
  /** Before its time, by a person. */
  readonly endedAt: Instant | null;
  readonly endedBy: AccountId | null;
}

/** An exercise 演练. Empty lists: every home of the region, and everybody the ranking finds. */
export interface Drill {
  readonly id: string;
  readonly regionId: RegionId;
  readonly purpose: DrillPurpose;
  readonly homeIds: readonly HomeId[];
  readonly deviceIds: readonly DeviceId[];
  readonly helperIds: readonly HelperId[];
  readonly openedBy: AccountId;
  readonly openedAt: Instant;
  readonly until: Instant;
  readonly endedAt: Instant | null;
  readonly endedBy: AccountId | null;
}

export const isDrillOpen = ({ until, endedAt }: Drill, now: Instant): boolean => endedAt === null && now < until;

/** Homes, devices and helpers a drill names. */
export type DrillScope = Pick<Drill, 'homeIds' | 'deviceIds' | 'helperIds'>;

/** An open incident of a drill that should be none any more. */
export interface DrillToEnd {
  readonly incidentId: IncidentId;
  /** The open incident of a real alarm of the same subject; `null`: the drill itself was ended. */
  readonly realId: IncidentId | null;
}

/** Devices of a region that a person has to visit. */
export interface DevicesToSee {
  /** The township, so that one list goes to one station; the region itself where there is none. */
  readonly regionId: RegionId;
  readonly devices: number;
}

/** Windows, drills, and which devices were not tried out for long. */
export interface ExerciseStore {
  /** `false`: one is open for this device already. */
  openWindow(window: TestWindow): Promise<boolean>;
  /** How long windows of this device were open between `since` and `now`. */
  testTime(deviceId: DeviceId, since: Instant, now: Instant): Promise<Duration>;
  /** The one that is open at `now`, ended by it; `null`: there was none. */
  endWindow(deviceId: DeviceId, by: AccountId, now: Instant): Promise<TestWindow | null>;
  /** What of this is not in the region or below it: a drill reaches only people of its own region. */
  outside(regionId: RegionId, scope: DrillScope): Promise<readonly string[]>;
  /** `false`: another drill is open in this region, above or below it. */
  openDrill(drill: Drill): Promise<boolean>;
  drill(id: string): Promise<Drill | null>;
  /** Of the region or below it. */
  isIn(regionId: RegionId, of: RegionId): Promise<boolean>;
  endDrill(id: string, by: AccountId, now: Instant): Promise<void>;
  /** Open incidents of one drill. */
  casesOf(drillId: string): Promise<readonly IncidentId[]>;
  /** Those beneath a real alarm, and those left over from a drill that was ended. */
  toEnd(): Promise<readonly DrillToEnd[]>;
  /** `testEvery`, milliseconds, where no region says otherwise. Nothing is overdue before the platform has looked for that long. */
  overdueTests(now: Instant, testEvery: number): Promise<readonly DevicesToSee[]>;
  /** Registered for longer than this (milliseconds, where no region says otherwise), and never heard. */
  neverHeard(now: Instant, neverHeardAfter: number): Promise<readonly DevicesToSee[]>;
  /** Open, unattended reminders of devices to visit; an attended one is decided by the operator who attends it. */
  openReminders(): Promise<readonly { readonly incidentId: IncidentId; readonly regionId: RegionId }[]>;
}
