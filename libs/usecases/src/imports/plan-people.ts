import type { HomeId, RegionId, SeniorId } from '@silverbell/kernel';
import type { Gender, SeniorStatus } from '@silverbell/vocabulary';
import { doorPlate } from '../people/files/home-rules.js';
import type { ContactDraft, DeviceDraft, PeopleDraft, SeniorReference } from './drafts.js';

interface KnownHome {
  readonly id: HomeId;
  readonly regionId: RegionId;
}
interface KnownSenior {
  readonly id: SeniorId;
  readonly homeId: HomeId;
  readonly regionId: RegionId;
  readonly status: SeniorStatus;
}

/** What is on file of what some rows name; read before, by set. */
export interface PeopleOnFile {
  /** As its address is written on file. */
  homeAt(regionId: string, addressWords: string): KnownHome | null;
  homeOf(id: string): KnownHome | null;
  seniorAt(homeId: string, name: string, birthDate: string | undefined): KnownSenior | null;
  /** The only one of this name within some regions. */
  seniorNamed(name: string, within: readonly RegionId[]): KnownSenior | null;
  senior(id: string): Promise<KnownSenior | null>;
  holderOf(idNumber: string): Promise<KnownSenior | null>;
  contactsOf(seniorId: string): Promise<readonly { readonly name: string }[]>;
}

/** What a row of people becomes. `new`: it is made; `null`: the row is not about one. */
export interface PeoplePlan {
  readonly home: KnownHome | 'new' | null;
  readonly senior: KnownSenior | 'new' | null;
  /** Those that are added. */
  readonly contacts: readonly ContactDraft[];
}
export type PeopleRefusal = 'id-number-deceased' | 'home-unknown' | 'senior-unknown';

/**
 * A home with the same address in the same region, a senior with the same identity number, and one of the same name in the same home are on
 * file already, and stay as they are: a file that is imported twice writes nothing the second time.
 */
export async function planPeople(
  files: PeopleOnFile,
  { home: wanted, homeId, senior, of, contacts }: PeopleDraft,
  within: readonly RegionId[],
): Promise<PeoplePlan | PeopleRefusal> {
  if (senior === null) {
    if (of === null) return { home: wanted && homeFor(files, wanted), senior: null, contacts: [] };
    const found = await seniorMeant(files, of, within);
    if (found === null) return 'senior-unknown';
    const known = (await files.contactsOf(found.id)).map(({ name }) => name);
    return { home: null, senior: found, contacts: contacts.filter(({ name }) => !known.includes(name)) };
  }
  const known = senior.idNumber === undefined ? null : await files.holderOf(senior.idNumber);
  if (known?.status === 'deceased') return 'id-number-deceased';
  if (known !== null) return { home: null, senior: known, contacts: [] };
  const home = wanted === null ? homeWithin(files, homeId, within) : homeFor(files, wanted);
  if (home === null) return 'home-unknown';
  const living = home === 'new' ? null : files.seniorAt(home.id, senior.name, senior.birthDate);
  return living === null ? { home, senior: 'new', contacts } : { home, senior: living, contacts: [] };
}

const homeFor = (files: PeopleOnFile, { regionId, addressWords }: NonNullable<PeopleDraft['home']>) =>
  files.homeAt(regionId, doorPlate(addressWords)) ?? ('new' as const);

/** A home of another row, or of the registry, within the regions of an import. */
function homeWithin(files: PeopleOnFile, id: string | null, within: readonly RegionId[]): KnownHome | null {
  const home = id === null ? null : files.homeOf(id);
  return home !== null && within.includes(home.regionId) ? home : null;
}

async function seniorMeant(
  files: PeopleOnFile,
  { id, idNumber, name }: SeniorReference,
  within: readonly RegionId[],
): Promise<KnownSenior | null> {
  const found =
    (id === undefined ? null : await files.senior(id)) ??
    (idNumber === undefined ? null : await files.holderOf(idNumber)) ??
    (name === undefined || id !== undefined ? null : files.seniorNamed(name, within));
  return found !== null && within.includes(found.regionId) ? found : null;
}

/** Where a device is; without a home, an address or a senior it is in stock. */
export interface PlacedDevice {
  readonly home: KnownHome | null;
  readonly seniorId: SeniorId | null;
}

export async function placeDevice(
  files: PeopleOnFile,
  { homeId, addressWords, regionId, senior }: DeviceDraft,
  within: readonly RegionId[],
): Promise<PlacedDevice | 'home-unknown' | 'senior-unknown'> {
  // Who has an identity number is not looked for by her name: a namesake would get her device.
  const meant = senior && { idNumber: senior.idNumber, name: senior.idNumber === undefined ? senior.name : undefined };
  const wearer = meant === null ? null : await seniorMeant(files, meant, within);
  if (meant !== null && wearer === null) return 'senior-unknown';
  const home =
    homeId !== null
      ? files.homeOf(homeId)
      : addressWords !== null && regionId !== null
        ? files.homeAt(regionId, doorPlate(addressWords))
        : wearer && { id: wearer.homeId, regionId: wearer.regionId };
  if (home === null) return homeId !== null || addressWords !== null ? 'home-unknown' : { home: null, seniorId: null };
  if (!within.includes(home.regionId)) return 'home-unknown';
  if (wearer !== null && wearer.homeId !== home.id) return 'senior-unknown';
  return { home, seniorId: wearer?.id ?? null };
}

/** What is on file of a senior and her home, to be compared with a row that does not change it. */
export interface SeniorCompared {
  readonly name: string;
  readonly birthDate: string | null;
  readonly gender: Gender;
  readonly phone: string | null;
  readonly regionId: string;
  readonly addressWords: string;
}

const digits = (phone: string): string => phone.replace(/\D/g, '').slice(-11);

/** Fields in which the row says something else than her file, which stays as it is. */
export function differencesOf({ senior, home }: PeopleDraft, file: SeniorCompared): readonly string[] {
  if (senior === null) return [];
  const { name, birthDate = file.birthDate, gender = file.gender, phone } = senior;
  return [
    ...(name === file.name ? [] : ['name']),
    ...(birthDate === file.birthDate ? [] : ['birthDate']),
    ...(gender === file.gender ? [] : ['gender']),
    ...(phone === undefined || digits(phone) === digits(file.phone ?? '') ? [] : ['phone']),
    ...(home === null || home.regionId === file.regionId ? [] : ['region']),
    ...(home === null || doorPlate(home.addressWords) === file.addressWords ? [] : ['address']),
  ];
}
