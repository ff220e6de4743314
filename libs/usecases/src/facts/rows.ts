import type { LadderRole } from '@silverbell/vocabulary';
import type { ContactId, DeviceId, HomeId, Instant, RegionId, SeniorId } from '@silverbell/kernel';
import type { ContactGroup, DeviceFacts } from '../ports/care-records.js';

/**
 * Everything on file that decides an alert, as rows with their dates and as the store gives them back (`alert_facts`). Nothing in them is
 * judged: that is done by the functions beside this file, at one instant.
 */
export interface AlertFactRows extends HomeRows, RegionRows {
  /** `null`: not registered. Of a child that is not registered: its hub. */
  readonly device: DeviceRow | null;
  readonly testWindows: readonly (readonly [opensAt: Instant, closesAt: Instant, endedAt: Instant | null])[];
  /** Since when the hub it is or speaks through is suspected to be on another line. */
  readonly suspectedSince: Instant | null;
}

export interface DeviceRow {
  readonly id: DeviceId;
  readonly role: string;
  readonly fixed: boolean;
  readonly status: DeviceFacts['status'];
  readonly seniorId: SeniorId | null;
  readonly hubId: DeviceId | null;
  readonly childName: string | null;
}

export interface HomeRows extends ContactRows {
  readonly home: {
    readonly id: HomeId;
    readonly regionId: RegionId;
    readonly lat: number;
    readonly lng: number;
  } | null;
  /** Other homes of the region at the same address. */
  readonly twins: readonly HomeId[];
  /** Everybody registered there, and the wearer of the device, wherever she lives. */
  readonly seniors: readonly SeniorRow[];
  /** Who of them stands in the list of a home, and of which. */
  readonly occupants: readonly (readonly [homeId: HomeId, seniorId: SeniorId])[];
  /** Who stands in the list of this home and is registered at another one. */
  readonly livesElsewhere: readonly SeniorId[];
}

export interface SeniorRow {
  readonly id: SeniorId;
  readonly homeId: HomeId;
  readonly status: NonNullable<DeviceFacts['seniorStatus']>;
  readonly dispatchFirst: boolean;
  readonly dementia: boolean;
  readonly awayLat: number | null;
  readonly awayLng: number | null;
  /** `null`: at once. */
  readonly awayFrom: Instant | null;
  readonly awayUntil: Instant | null;
}

export interface ContactRows {
  readonly contacts: readonly ContactRow[];
  /** Given and withdrawn consents that the family is told. */
  readonly consents: readonly (readonly [seniorId: SeniorId, givenAt: Instant, withdrawnAt: Instant | null])[];
  /** What contacts chose, in the order in which they did. */
  readonly quietHours: readonly QuietHoursRow[];
}

export type QuietHoursRow = readonly [
  contactId: ContactId,
  since: Instant,
  from: string | null,
  until: string | null,
  timeZone: string,
];

export type ContactRow = readonly [
  id: ContactId,
  seniorId: SeniorId,
  position: number,
  notice: ContactGroup,
  conflict: boolean,
  number: NumberHash | null,
];

/** Keyed hash of the digits of a telephone number that are compared; `null`: there is none. */
export type NumberHash = string;

export interface RegionRows {
  /** The region itself first, the root last. */
  readonly chain: readonly RegionId[];
  readonly settings: readonly (readonly [regionId: RegionId, key: string, validFrom: Instant, value: unknown])[];
  readonly seats: readonly (readonly [
    regionId: RegionId,
    role: LadderRole,
    id: string,
    hasNumber: boolean,
    answeredAt: Instant | null,
  ])[];
  /** On duty in these regions. */
  readonly operators: readonly (readonly [
    id: string,
    role: string,
    training: boolean,
    disabled: boolean,
    consoleConnected: boolean,
  ])[];
}
