import { doorPlate } from '../people/files/home-rules.js';
import { readName } from './cells.js';
import {
  CARE_CATEGORY_WORDS,
  ECONOMIC_CLASS_WORDS,
  HAZARD_WORDS,
  HEARING_WORDS,
  LANGUAGE_WORDS,
  POSITION_SOURCE_WORDS,
  VERIFY_WORDS,
} from './code-words.js';
import type { ContactDraft, HomeDraft, PeopleDraft, SeniorDraft } from './drafts.js';
import { readIdentity, type ReadIdentity } from './read-identity.js';
import type { RowOf } from './read-row.js';
import type { IndexedRegion } from './region-index.js';
import type { RowReader } from './row-reader.js';

/**
 * One sheet with a senior, her home and her contacts in each row, or three sheets: homes (with their numbers and no names), seniors (with the
 * number of a home), contacts (with the number, the identity number or the name of a senior). The columns of a sheet say which it is.
 */
export function readPeople(reader: RowReader): RowOf<PeopleDraft> {
  const hasHome = reader.has('address');
  if (!reader.has('name') && hasHome) return homeAlone(reader);
  if (!hasHome && !reader.has('homeId') && reader.has('contactName')) return contactsAlone(reader);
  const region = hasHome ? reader.region() : undefined;
  const name = reader.name();
  const identity = readIdentity(reader);
  const homeId = reader.id('homeId') ?? null;
  if (!hasHome && homeId === null) reader.fault('missing', 'homeId');
  const home = hasHome ? readHome(reader, region, homeId) : null;
  const senior = readSenior(reader, region, name, identity);
  const draft: PeopleDraft = { home, homeId, senior, of: null, contacts: readContacts(reader) };
  const address = home === null ? (homeId ?? '') : `${home.regionId}/${doorPlate(home.addressWords)}`;
  const key = identity.idNumber === undefined ? `name ${name} at ${address}` : `id ${identity.idNumber}`;
  return { draft, key, same: identity.birthDate ?? null };
}

function homeAlone(reader: RowReader): RowOf<PeopleDraft> {
  const homeId = reader.id('homeId');
  if (homeId === undefined) reader.fault('missing', 'homeId');
  const home = readHome(reader, reader.region(), homeId ?? null);
  return {
    draft: { home, homeId: homeId ?? null, senior: null, of: null, contacts: [] },
    ...{ key: homeId === undefined ? null : `home ${homeId}`, same: null },
  };
}

function contactsAlone(reader: RowReader): RowOf<PeopleDraft> {
  const id = reader.id();
  const { idNumber } = readIdentity(reader);
  const name = reader.has('name') ? reader.text('name') : undefined;
  if (id === undefined && idNumber === undefined && name === undefined)
    reader.fault('missing', 'id', 'idNumber', 'name');
  const contacts = readContacts(reader);
  if (contacts.length === 0) reader.fault('missing', 'contactName');
  const of = { id, idNumber, name: name === undefined ? undefined : readName(name).name };
  return { draft: { home: null, homeId: null, senior: null, of, contacts }, key: null, same: null };
}

function readHome(reader: RowReader, region: IndexedRegion | undefined, id: string | null): HomeDraft {
  const addressWords = reader.required('address');
  const written = reader.position(region);
  const source = reader.code('positionSource', POSITION_SOURCE_WORDS);
  if (written === undefined && region) reader.warn('place-of-region', 'lng', 'coordinates', 'address');
  const { lat = 0, lng = 0 } = written ?? region?.centre ?? {};
  const floor = reader.number('floorNo', { from: -9, to: 200 });
  return {
    ...{ id: id ?? undefined, regionId: region?.id ?? '', addressWords },
    // What an offer may show before it is accepted: the village, and no door.
    label: reader.text('homeLabel') ?? region?.name ?? '',
    position: {
      ...{ lat, lng, datum: written?.datum ?? 'wgs84' },
      source: written === undefined ? 'unknown' : (source ?? 'unknown'),
    },
    ...{ floorNo: floor === undefined ? undefined : Math.round(floor), hasLift: reader.yesNo('hasLift') },
    ...{ hazards: reader.codes('hazards', HAZARD_WORDS), doorTag: reader.text('doorTag', 80) },
    ...{ entryCode: reader.text('entryCode', 40), entryNote: reader.text('entryNote', 2_000) },
  };
}

function readSenior(
  reader: RowReader,
  region: IndexedRegion | undefined,
  name: string,
  { idNumber, birthDate, gender }: ReadIdentity,
): SeniorDraft {
  const registered = reader.text('registrationRegion');
  const registration = registered === undefined ? undefined : reader.context.regions.find([registered]);
  return {
    ...{ id: reader.id(), regionId: region?.id ?? null, name, idNumber, birthDate, gender },
    // Registered far away, as many are, is no region of ours.
    registrationRegionId: typeof registration === 'object' ? registration.id : undefined,
    ...{ phone: reader.phone(), verifyBy: reader.code('verifyBy', VERIFY_WORDS) ?? 'voice' },
    ...{ dispatchFirst: reader.yesNo('dispatchFirst'), hearing: reader.code('hearing', HEARING_WORDS) },
    languages: reader.list('languages')?.map((one) => LANGUAGE_WORDS.get(one) ?? one),
    ...{ dementia: reader.yesNo('dementia'), electricMedicalDevice: reader.text('electricMedicalDevice') },
    careCategories: reader.codes('careCategories', CARE_CATEGORY_WORDS),
    economicClass: reader.code('economicClass', ECONOMIC_CLASS_WORDS),
    healthNotes: reader.text('healthNotes', 2_000),
  };
}

const CONTACTS = [
  ['contactName', 'contactRelation', 'contactPhone'],
  ['contact2Name', 'contact2Relation', 'contact2Phone'],
] as const;

function readContacts(reader: RowReader): readonly ContactDraft[] {
  const mayDecide = reader.yesNo('contactMayDecide') ?? false;
  return CONTACTS.flatMap(([nameField, relationField, phoneField], n) => {
    const written = reader.text(nameField, 100);
    const phone = reader.phone(phoneField);
    const relation = reader.text(relationField, 80);
    if (written === undefined && phone === undefined) return [];
    if (written === undefined) reader.fault('missing', nameField);
    if (phone === undefined && !reader.faults.some(({ code }) => code === 'phone-form'))
      reader.fault('missing', phoneField);
    const { name, isTwo } = readName(written ?? '');
    if (isTwo) reader.fault('two-people', nameField);
    return [{ name, relation: relation ?? '家属', phone: phone ?? '', mayDecide: n === 0 && mayDecide }];
  });
}
