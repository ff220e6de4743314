import type { LadderRole } from '@silverbell/incident';
import {
  as,
  geoPoint,
  instant,
  type ContactId,
  type DeviceId,
  type GeoPoint,
  type HomeId,
  type RegionId,
  type SeniorId,
} from '@silverbell/kernel';
import type {
  ContactGroup,
  DeviceFacts,
  HomeFacts,
  KnownRecipients,
  ReachableContact,
  Recipient,
} from '@silverbell/usecases';
import type { Asks } from '../lane.js';
import { laddersOf } from './ladder-sets.js';
import { policyOf, type Settings } from './policy.js';

/** What `place_facts` gives back; instants in ms. */
export interface PlaceFile {
  readonly homeId: string | null;
  readonly lat: number | null;
  readonly lng: number | null;
  readonly regionId: string;
  readonly seniorIds: readonly string[];
  readonly dispatchFirst: boolean;
  readonly dementia: boolean;
  readonly awayLat: number | null;
  readonly awayLng: number | null;
  readonly awayUntil: number | null;
  readonly settings: Settings;
  readonly operatorOnDuty: boolean;
}

/** What `device_facts` gives back. */
export interface DeviceFile extends PlaceFile {
  readonly known: boolean;
  readonly role: string | null;
  readonly fixed: boolean | null;
  readonly status: DeviceFacts['status'] | null;
  readonly seniorStatus: NonNullable<DeviceFacts['seniorStatus']> | null;
  readonly testWindow: boolean;
  readonly hubMoved: boolean;
  readonly twoHomes: boolean;
  readonly twinAddress: boolean;
}

/** What `seats_near` and `contacts_reachable` give back; `null`: not asked. */
export interface RecipientsFile {
  readonly seats: SeatsFile | null;
  readonly contacts: ContactsFile | null;
}

export type SeatsFile = Readonly<Partial<Record<LadderRole, readonly string[]>>>;
export type ContactsFile = readonly {
  readonly id: string;
  readonly position: number;
  readonly first: number;
  readonly notice: ContactGroup;
}[];

export async function deviceFrom(asks: Asks, deviceId: DeviceId, file: DeviceFile): Promise<DeviceFacts> {
  return {
    deviceId,
    known: file.known,
    role: file.role,
    fixed: file.fixed ?? false,
    status: file.status ?? 'active',
    seniorStatus: file.seniorStatus,
    hubMoved: file.hubMoved,
    doubts: [
      ...(file.twoHomes ? (['two-homes'] as const) : []),
      ...(file.twinAddress ? (['twin-address'] as const) : []),
    ],
    ...(await placeFrom(asks, file, file.testWindow)),
  };
}

export async function placeFrom(
  asks: Asks,
  file: PlaceFile,
  testWindow = false,
): Promise<Omit<HomeFacts, 'homeId'> & { readonly homeId: HomeId | null }> {
  const homeId = file.homeId === null ? null : as<HomeId>(file.homeId);
  const { dispatchFirst, dementia } = file;
  return {
    homeId,
    homePoint: pointOf(file.lat, file.lng),
    regionId: as<RegionId>(file.regionId),
    facts: { homeId, seniorIds: file.seniorIds.map((id) => as<SeniorId>(id)), dispatchFirst, dementia, testWindow },
    away: pointOf(file.awayLat, file.awayLng),
    awayUntil: file.awayUntil === null ? null : instant(file.awayUntil),
    operatorOnDuty: file.operatorOnDuty,
    policy: policyOf(file.settings, await laddersOf(asks, file.settings)),
  };
}

export const seatsFrom = (file: SeatsFile): Readonly<Partial<Record<LadderRole, readonly Recipient[]>>> =>
  Object.fromEntries(Object.entries(file).map(([role, ids]) => [role, ids.map((id) => ({ key: `seat:${id}` }))]));

export const contactsFrom = (file: ContactsFile): readonly ReachableContact[] =>
  file.map(({ id, position, first, notice }) => ({
    ...{ key: `contact:${id}`, contactId: as<ContactId>(id), position, first: position === first, notice },
  }));

export const recipientsFrom = ({ seats, contacts }: RecipientsFile): KnownRecipients | null =>
  seats === null || contacts === null ? null : { seats: seatsFrom(seats), contacts: contactsFrom(contacts) };

const pointOf = (lat: number | null, lng: number | null): GeoPoint | null =>
  lat === null || lng === null ? null : geoPoint(lat, lng);
