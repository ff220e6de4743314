import type { DispatchPolicy, HelperFacts } from '@silverbell/dispatch';
import type { ContactId, DeviceId, Duration, HelperId, HomeId, Instant, RegionId, SeniorId } from '@silverbell/kernel';
import type { GeoPoint } from '@silverbell/kernel';
import type { EnvironmentConditions, Policy, SubjectFacts } from '@silverbell/incidents';
import type { Doubt, LadderRole } from '@silverbell/vocabulary';
import type { QuietHours } from '../facts/quiet-hours.js';

/** Everything an alert of a device needs to become or join an incident: one round trip. */
export interface DeviceFacts {
  readonly deviceId: DeviceId;
  readonly known: boolean;
  readonly role: string | null;
  /** Fixed devices use the home, wearables may use their fix. */
  readonly fixed: boolean;
  readonly status: 'active' | 'moved' | 'retired';
  readonly homeId: HomeId | null;
  readonly homePoint: GeoPoint | null;
  readonly regionId: RegionId;
  readonly facts: SubjectFacts;
  /** The device's own wearer, if it has one. */
  readonly seniorStatus: 'active' | 'moved' | 'deceased' | 'suspended' | null;
  /** The hub it is or speaks through turned up on another network, and no operator has confirmed yet where it is (H04). */
  readonly hubMoved: boolean;
  /** What the file itself leaves in doubt: a person who lives in two homes, two homes at one address. */
  readonly doubts: readonly Doubt[];
  /** She is away just now, and until then; `away` is where, if she said. */
  readonly awayUntil: Instant | null;
  readonly away: GeoPoint | null;
  readonly operatorOnDuty: boolean;
  readonly policy: Policy;
}

export interface Recipient {
  /** `seat:<id>` or `contact:<id>`. */
  readonly key: string;
}

export interface HomeFacts extends Omit<
  DeviceFacts,
  'deviceId' | 'known' | 'role' | 'fixed' | 'status' | 'seniorStatus' | 'hubMoved' | 'doubts'
> {
  readonly homeId: HomeId;
}

/** Whom in the family a fact is told to, by what they chose. */
export type ContactGroup = 'every-press' | 'at-risk' | 'ending-only';

/** A contact who may be notified; in the order of the list. */
export interface ReachableContact extends Recipient {
  readonly contactId: ContactId;
  readonly position: number;
  /** The first of her senior's list who may be told. */
  readonly first: boolean;
  readonly notice: ContactGroup;
  /** Hours in which what may wait does not wake her: each as she chose it, oldest first. */
  readonly quietHours: readonly QuietHours[];
}

/** Of a mere press the first contact is told, and the others who chose so (safety case 2.1 A); a contact who wants the ending only is notified of nothing before it. */
export function isNotifiedOf(
  { first, notice }: Pick<ReachableContact, 'first' | 'notice'>,
  what: ContactGroup,
): boolean {
  switch (what) {
    case 'every-press':
      return notice === 'every-press' || (first && notice !== 'ending-only');
    case 'at-risk':
      return notice !== 'ending-only';
    case 'ending-only':
      return notice === 'ending-only';
  }
}

/** Everybody an incident of one place may be told to: every role, the whole family. */
export interface KnownRecipients {
  readonly seats: Readonly<Partial<Record<LadderRole, readonly Recipient[]>>>;
  readonly contacts: readonly ReachableContact[];
}

/** What is registered of people, homes and devices. */
export interface CareRecords {
  /** Never fails for an unknown device: `known: false`, the root region, the default policy. `hub` + `child` name a device behind a home hub. */
  deviceFacts(device: { readonly id: DeviceId; readonly child: string | null }, now: Instant): Promise<DeviceFacts>;
  /**
   * What is on record of these devices, or, where none is named, of the devices of this home: when one of them was last heard by our
   * clock, and whether one of them belongs to a home.
   */
  deviceRecord(
    deviceIds: readonly DeviceId[],
    homeId: HomeId | null,
  ): Promise<{ readonly deviceHeardAt?: Instant; readonly deviceBound: boolean }>;
  homeFacts(homeId: HomeId, now: Instant): Promise<HomeFacts | null>;
  /** Facts of an incident without a home (telephone call of an unknown person). */
  regionFacts(
    regionId: RegionId,
    now: Instant,
  ): Promise<{ readonly timeZone: string; readonly operatorOnDuty: boolean; readonly policy: Policy } | null>;
  /** The newest weather of the nearest region that has one since then, and the open water on the map of the region. */
  around(regionId: RegionId, since: Instant, now: Instant): Promise<EnvironmentConditions>;
  /** The seats of a role for a region, climbing the tree until one is found; only seats with a voice number. */
  seatsFor(
    regionId: RegionId,
    roles: readonly LadderRole[],
  ): Promise<Readonly<Partial<Record<LadderRole, readonly Recipient[]>>>>;
  /**
   * Contacts of these seniors in order, without those in conflict with any of them: a person who is flagged for one of a couple
   * hears nothing of their home (H10). `at-risk` includes those who chose every press; `ending-only` are those who chose just that.
   */
  contactsFor(seniorIds: readonly SeniorId[], who: ContactGroup): Promise<readonly ReachableContact[]>;
  /** Who keeps a key of this home and may be asked to bring it (`key:<id>`), keys that are known to fit first; see `whoMayBringKey`. */
  keyHoldersFor(homeId: HomeId): Promise<readonly Recipient[]>;
}

export interface HelperNeed {
  readonly at: GeoPoint;
  readonly regionId: RegionId;
  readonly homeId: HomeId | null;
  readonly seniorIds: readonly SeniorId[];
  readonly now: Instant;
  /** Whose fix is older than this is looked for at her base. */
  readonly fixUsableFor: Duration;
  readonly limit: number;
}

export interface HelperDirectory {
  /** The nearest people to a place (by where their phones were of late if on duty, else by their base), paired ones always included. */
  nearest(need: HelperNeed): Promise<readonly HelperFacts[]>;
  /** The same facts for people an operator named herself. */
  byIds(helperIds: readonly HelperId[], need: HelperNeed): Promise<readonly HelperFacts[]>;
  /** The numbers of the ranking as this region has set them. */
  policyFor(regionId: RegionId, now: Instant): Promise<DispatchPolicy>;
  /** As it stands now; asked once more while the incident is locked, when she accepts. */
  isSuspended(helperId: HelperId): Promise<boolean>;
}
