import {
  DEVICE_ROLE_LABELS,
  GENDER_LABELS,
  HELPER_KIND_LABELS,
  HELPER_TRANSPORT_LABELS,
  type ImportChange,
  type ImportFault,
  type ImportKind,
  type Language,
} from '@silverbell/vocabulary';
import { maskedIdNumber, maskedPhone } from '../people/masks.js';
import type {
  ContactDraft,
  DeviceDraft,
  FacilityDraft,
  HelperDraft,
  ImportDraft,
  PeopleDraft,
  RegionDraft,
} from './drafts.js';
import type { MadeRecord } from './port.js';
import type { PlacedDevice, PeoplePlan, PeopleRefusal } from './plan-people.js';
import { faultOfRefusal } from './refusals.js';
import type { WrittenPosition } from './row-reader.js';

/** What a row that was accepted becomes when the import is committed. */
export interface RowPreview {
  readonly change: ImportChange;
  /** One per record that is made. */
  readonly makes: readonly MadeRecord['kind'][];
  /** Of an unchanged record the fields in which the row says something else. */
  readonly differs: readonly string[];
  /** Why it will be refused. */
  readonly fault: ImportFault | null;
}

const NOTHING = { makes: [], differs: [], fault: null } as const;
export const PREVIEW_OPEN: RowPreview = { ...NOTHING, change: 'open' };
export const PREVIEW_UNCHANGED: RowPreview = { ...NOTHING, change: 'unchanged' };
export const previewMaking = (...makes: readonly MadeRecord['kind'][]): RowPreview => ({
  ...NOTHING,
  change: 'new',
  makes,
});
export const previewRefused = (refused: string): RowPreview => ({
  ...{ ...NOTHING, change: 'refused' },
  fault: faultOfRefusal(refused),
});

/** @param differs from {@link differencesOf} */
export function previewOfPeople(plan: PeoplePlan | PeopleRefusal, differs: readonly string[]): RowPreview {
  // What is not on file may stand in an earlier row of the file: that is known when it is written.
  if (typeof plan === 'string') return plan === 'id-number-deceased' ? previewRefused(plan) : PREVIEW_OPEN;
  const { home, senior, contacts } = plan;
  const makes: MadeRecord['kind'][] = [
    ...(home === 'new' ? (['home'] as const) : []),
    ...(senior === 'new' ? (['senior'] as const) : []),
    ...contacts.map(() => 'contact' as const),
  ];
  if (makes.length === 0) return { ...PREVIEW_UNCHANGED, differs };
  return { ...NOTHING, change: home === 'new' || senior === 'new' ? 'new' : 'changed', makes };
}

export const previewOfDevice = (place: PlacedDevice | string): RowPreview =>
  typeof place === 'string' ? PREVIEW_OPEN : previewMaking('device');

/** A value under the name of its field. */
export interface PreviewValue {
  readonly field: string;
  readonly value: string;
}

/** Named, but not shown. */
const HIDDEN = '••••';

/**
 * What a row says, for a person who checks whether the columns were understood: identity numbers and phones are masked (CR-07), and of an entry
 * code only that there is one. `nameOf`: of a region.
 */
export function previewValues(
  kind: ImportKind,
  draft: ImportDraft,
  { nameOf, language }: { readonly nameOf: (regionId: string) => string; readonly language: Language },
): readonly PreviewValue[] {
  const values = VALUES[kind](draft as never, nameOf, language);
  return Object.entries(values).flatMap(([field, value]) =>
    value === null || value === undefined || value === '' ? [] : [{ field, value: String(value) }],
  );
}

type Values = Readonly<Record<string, string | number | null | undefined>>;
type ValuesOf<Draft> = (draft: Draft, nameOf: (regionId: string) => string, language: Language) => Values;

const masked = (text: string | undefined, mask: (text: string) => string) => (text === undefined ? null : mask(text));
const pointOf = (position: Pick<WrittenPosition, 'lat' | 'lng'> | null | undefined) =>
  position ? `${String(position.lng)},${String(position.lat)}` : null;
const listed = (contacts: readonly ContactDraft[], of: (contact: ContactDraft) => string): string =>
  contacts.map(of).join('、');

const people: ValuesOf<PeopleDraft> = ({ home, homeId, senior, of, contacts }, nameOf, language) => ({
  id: senior?.id ?? of?.id,
  name: senior?.name ?? of?.name,
  idNumber: masked(senior?.idNumber ?? of?.idNumber, maskedIdNumber),
  birthDate: senior?.birthDate,
  gender: senior?.gender && GENDER_LABELS[senior.gender][language],
  phone: masked(senior?.phone, maskedPhone),
  region: home ? nameOf(home.regionId) : senior?.regionId && nameOf(senior.regionId),
  homeId: home?.id ?? homeId,
  address: home?.addressWords,
  coordinates: pointOf(home?.position),
  entryCode: home?.entryCode && HIDDEN,
  contactName: listed(contacts, ({ name }) => name),
  contactRelation: listed(contacts, ({ relation }) => relation),
  contactPhone: listed(contacts, ({ phone }) => maskedPhone(phone)),
});

const VALUES = {
  people,
  regions: ({ id, name, parent, levelName, levelNo, centre }: RegionDraft) => ({
    ...{ id, name, parent, levelName, levelNo, coordinates: pointOf(centre) },
  }),
  facilities: (
    { position, phone, regionId, addressWords, ...draft }: FacilityDraft,
    nameOf: (id: string) => string,
  ) => ({
    ...{ id: draft.id, name: draft.name, type: draft.type, region: nameOf(regionId), parent: draft.parent },
    ...{ phone: masked(phone, maskedPhone), address: addressWords, coordinates: pointOf(position) },
    ...{ capacity: draft.capacity, hours: draft.hours },
  }),
  helpers: ({ regionId, position, ...draft }: HelperDraft, nameOf: (id: string) => string, language: Language) => ({
    ...{ id: draft.id, name: draft.name, kind: HELPER_KIND_LABELS[draft.kind][language] },
    ...{ phone: maskedPhone(draft.phone), birthDate: draft.birthDate, region: nameOf(regionId) },
    ...{ coordinates: pointOf(position), transport: HELPER_TRANSPORT_LABELS[draft.transport][language] },
  }),
  devices: (
    { senior, regionId, behind, ...draft }: DeviceDraft,
    nameOf: (id: string) => string,
    language: Language,
  ) => ({
    ...{ id: draft.id, role: DEVICE_ROLE_LABELS[draft.role][language], homeId: draft.homeId, name: senior?.name },
    ...{ idNumber: masked(senior?.idNumber, maskedIdNumber), region: regionId && nameOf(regionId) },
    ...{ address: draft.addressWords, room: draft.room, hubId: behind?.hubId, childName: behind?.name },
  }),
} satisfies { readonly [K in ImportKind]: ValuesOf<never> };
