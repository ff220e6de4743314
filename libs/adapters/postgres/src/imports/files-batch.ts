import { isRefusal, type RegionId } from '@silverbell/kernel';
import type {
  AuditEntry,
  ContactFile,
  FilesAdding,
  HomeFile,
  RegistryCommand,
  RegistryResult,
  RegistryStore,
  SeniorFile,
} from '@silverbell/usecases';
import type { EntityManager } from 'typeorm';
import { insertMany } from '../connection/insert-many.js';
import { SealedColumns, type KeyOwner } from '../crypto/sealed-columns.js';
import type { PersonKeys } from '../crypto/person-keys.js';
import { sealedContacts, sealedHomes, sealedSeniors } from '../people/files.sealed.js';
import { HomeRow } from '../people/place.entity.js';
import { ContactRow, SeniorRow } from '../people/senior.entity.js';
import type { PostgresAuditLog } from '../privacy/audit-log.store.js';
import { findFiles, type FilesFound, type FilesWanted, type HomeOnFile, type SeniorOnFile } from './files-on-file.js';

const addressOf = (regionId: string, addressWords: string): string => `${regionId} ${addressWords}`;

/**
 * Homes, seniors and contacts of many rows of a file. The use cases with which a person writes one of them run over it unchanged: what they
 * ask for was read by set before, what they put on file is kept until {@link save} writes all of it in a few statements.
 */
export class FilesBatch implements RegistryStore<FilesAdding>, FilesAdding {
  readonly #homes = new Map<string, HomeOnFile>();
  readonly #addresses = new Map<string, HomeOnFile>();
  readonly #tags = new Map<string, string>();
  readonly #seniors = new Map<string, SeniorOnFile>();
  readonly #holders = new Map<string, SeniorOnFile>();
  readonly #livingAt = new Map<string, SeniorOnFile[]>();
  readonly #contacts = new Map<string, readonly ContactFile[]>();
  readonly #new = { homes: [] as HomeFile[], seniors: [] as SeniorFile[], contacts: [] as ContactFile[] };
  readonly #audit: AuditEntry[] = [];
  #undo: (() => void)[] = [];

  private constructor(
    private readonly manager: EntityManager,
    private readonly sealed: SealedColumns,
    private readonly found: FilesFound,
  ) {
    // Of several homes at one address the first counts.
    for (const home of found.homes.toSorted((a, b) => (a.id < b.id ? 1 : -1))) this.#knowHome(home);
    found.seniors.forEach((senior) => this.#knowSenior(senior));
    for (const contact of found.contacts)
      this.#contacts.set(contact.seniorId, [...(this.#contacts.get(contact.seniorId) ?? []), contact]);
  }

  static async load(manager: EntityManager, keys: PersonKeys, wanted: FilesWanted): Promise<FilesBatch> {
    const sealed = new SealedColumns(keys);
    return new FilesBatch(manager, sealed, await findFiles(manager, sealed, wanted));
  }

  /** One row of the file: when `work` throws, nothing that it put on file stays. */
  async row<T>(work: () => Promise<T>): Promise<T> {
    this.#undo = [];
    try {
      return await work();
    } catch (error) {
      this.#undo.toReversed().forEach((undo) => undo());
      throw error;
    }
  }

  async save(audit: PostgresAuditLog): Promise<void> {
    const { homes, seniors, contacts } = this.#new;
    const sealed = await this.sealed.holding(this.manager, [
      ...homes.flatMap(({ id, entryCode }): KeyOwner[] => (entryCode ? [`home:${id}`] : [])),
      ...seniors.flatMap(({ id, idNumber, phone }): KeyOwner[] => (idNumber || phone ? [`senior:${id}`] : [])),
      ...contacts.flatMap(({ seniorId, phone }): KeyOwner[] => (phone ? [`senior:${seniorId}`] : [])),
    ]);
    await insertMany(this.manager, HomeRow, await sealedHomes(this.manager, sealed, homes));
    await insertMany(this.manager, SeniorRow, await sealedSeniors(this.manager, sealed, seniors));
    await insertMany(this.manager, ContactRow, await sealedContacts(this.manager, sealed, contacts));
    await audit.within(this.manager).appendAll(this.#audit);
  }

  async write({ by, at }: RegistryCommand, work: Parameters<RegistryStore<FilesAdding>['write']>[1]): RegistryResult {
    const written = await work(this);
    if (isRefusal(written)) return written;
    if (written.audit !== null) this.#keep(this.#audit, { ...written.audit, actor: by, at });
    return { id: written.id };
  }

  /** As its address is written on file. */
  homeAt(regionId: string, addressWords: string): HomeOnFile | null {
    return this.#addresses.get(addressOf(regionId, addressWords)) ?? null;
  }

  homeOf(id: string): HomeOnFile | null {
    return this.#homes.get(id) ?? null;
  }

  /** Who has this name in a home, and no other birthday: a son may be called like his father. */
  seniorAt(homeId: string, name: string, birthDate: string | undefined): SeniorOnFile | null {
    const namesakes = (this.#livingAt.get(homeId) ?? []).filter((one) => one.name === name);
    return (
      namesakes.find((one) => birthDate === undefined || one.birthDate === null || one.birthDate === birthDate) ?? null
    );
  }

  /** The only one of this name within some regions; `null`: none, or several. */
  seniorNamed(name: string, within: readonly RegionId[]): SeniorOnFile | null {
    const named = [...this.#seniors.values()].filter((one) => one.name === name && within.includes(one.regionId));
    return named.length === 1 ? (named[0] ?? null) : null;
  }

  region(id: string): ReturnType<FilesAdding['region']> {
    return Promise.resolve(this.found.regions.get(id) ?? null);
  }

  home(id: string): Promise<HomeOnFile | null> {
    return Promise.resolve(this.homeOf(id));
  }

  homeWithTag(doorTag: string): Promise<string | null> {
    return Promise.resolve(this.#tags.get(doorTag) ?? null);
  }

  insertHome(home: HomeFile): Promise<void> {
    this.#keep(this.#new.homes, home);
    const { id, regionId, addressWords, doorTag } = home;
    this.#undo.push(this.#knowHome({ id, regionId, addressWords, doorTag }));
    return Promise.resolve();
  }

  senior(id: string): Promise<SeniorOnFile | null> {
    return Promise.resolve(this.#seniors.get(id) ?? null);
  }

  holderOf(idNumber: string): Promise<SeniorOnFile | null> {
    return Promise.resolve(this.#holders.get(this.sealed.identityHash(idNumber).toString('base64')) ?? null);
  }

  insertSenior(senior: SeniorFile): Promise<void> {
    this.#keep(this.#new.seniors, senior);
    const { id, homeId, regionId, name, birthDate, status, idNumber } = senior;
    const idNumberHash = idNumber === null ? null : this.sealed.identityHash(idNumber).toString('base64');
    this.#undo.push(this.#knowSenior({ id, homeId, regionId, name, birthDate, status, idNumberHash }));
    return Promise.resolve();
  }

  /** A contact gets her id here: there is none on file. */
  contact(): Promise<null> {
    return Promise.resolve(null);
  }

  contactsOf(seniorId: string): Promise<readonly ContactFile[]> {
    return Promise.resolve(this.#contacts.get(seniorId) ?? []);
  }

  insertContact(contact: ContactFile): Promise<void> {
    const { seniorId } = contact;
    const before = this.#contacts.get(seniorId) ?? [];
    this.#keep(this.#new.contacts, contact);
    this.#contacts.set(seniorId, [...before, contact]);
    this.#undo.push(() => this.#contacts.set(seniorId, before));
    return Promise.resolve();
  }

  updateContact(): Promise<void> {
    throw new Error('a contact of a file is added at the end of its list, and moves no other');
  }

  #keep<One>(list: One[], one: One): void {
    list.push(one);
    this.#undo.push(() => list.pop());
  }

  #knowHome(home: HomeOnFile): () => void {
    const { id, regionId, addressWords, doorTag } = home;
    const address = addressOf(regionId, addressWords);
    this.#homes.set(id, home);
    this.#addresses.set(address, home);
    if (doorTag !== null) this.#tags.set(doorTag, id);
    return () => {
      this.#homes.delete(id);
      this.#addresses.delete(address);
      if (doorTag !== null) this.#tags.delete(doorTag);
    };
  }

  #knowSenior(senior: SeniorOnFile): () => void {
    const { id, homeId, idNumberHash } = senior;
    const living = this.#livingAt.get(homeId) ?? [];
    this.#seniors.set(id, senior);
    this.#livingAt.set(homeId, [...living, senior]);
    if (idNumberHash !== null) this.#holders.set(idNumberHash, senior);
    return () => {
      this.#seniors.delete(id);
      this.#livingAt.set(homeId, living);
      if (idNumberHash !== null) this.#holders.delete(idNumberHash);
    };
  }
}
