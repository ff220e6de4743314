import { as, type AccountId, type HelperId, type HomeId, type Instant, type SeniorId } from '@silverbell/kernel';
import {
  endEntitlementsOf,
  type ConsentFile,
  type ContactFile,
  type FilesTransaction,
  type HomeFile,
  type KeyFile,
  type Namesake,
  type OccupantFile,
  type QuietHours,
  type SeniorFile,
} from '@silverbell/usecases';
import { In, IsNull, Not, type EntityManager } from 'typeorm';
import { PostgresEntitlementTransaction } from '../care/entitlement.store.js';
import type { SealedColumns } from '../crypto/sealed-columns.js';
import { insertMany } from '../connection/insert-many.js';
import { regionForNewRow } from '../regions/region-for-new-row.js';
import { AccountRow, FamilyLinkRow } from './account.entity.js';
import { consentOf, homeOf, NOTHING_SEALED, seniorOf } from './files.rows.js';
import { sealedContacts, sealedHomes, sealedSeniors } from './files.sealed.js';
import { openedContacts, openedHomes, openedKeys, openedSeniors } from './files.opened.js';
import { suspend } from './helper-status.store.js';
import { HelperRow } from './helper.entity.js';
import { HomeRow } from './place.entity.js';
import {
  ConsentRow,
  ContactRow,
  FormerContactRow,
  KeyHoldingRow,
  KeyStepRow,
  OccupantRow,
  SeniorRow,
} from './senior.entity.js';

const LOCKED = { lock: { mode: 'pessimistic_write' } } as const;

/** Files of homes and seniors over PostgreSQL, inside one transaction. */
export class PostgresFilesTransaction implements FilesTransaction {
  constructor(
    private readonly manager: EntityManager,
    private readonly sealed: SealedColumns,
  ) {}

  region(id: string): ReturnType<FilesTransaction['region']> {
    return regionForNewRow(this.manager, id);
  }

  async home(id: string): Promise<HomeFile | null> {
    const row = await this.manager.findOne(HomeRow, { where: { id }, ...LOCKED });
    return row && homeOf(row, (await openedHomes(this.manager, this.sealed, [row])).get(id) ?? null);
  }

  async homeWithTag(doorTag: string): Promise<string | null> {
    const row = await this.manager.findOneBy(HomeRow, { doorTag });
    return row?.id ?? null;
  }

  async insertHome(home: HomeFile): Promise<void> {
    await insertMany(this.manager, HomeRow, await sealedHomes(this.manager, this.sealed, [home]));
  }

  async updateHome(home: HomeFile): Promise<void> {
    const [row] = await sealedHomes(this.manager, this.sealed, [home]);
    if (row !== undefined) await this.manager.update(HomeRow, { id: home.id }, row);
  }

  async senior(id: string): Promise<SeniorFile | null> {
    const row = await this.manager.findOne(SeniorRow, { where: { id }, ...LOCKED });
    return row && seniorOf(row, (await openedSeniors(this.manager, this.sealed, [row])).get(id) ?? NOTHING_SEALED);
  }

  async holderOf(idNumber: string): Promise<Pick<SeniorFile, 'id' | 'status'> | null> {
    const row = await this.manager.findOneBy(SeniorRow, { idNumberHash: this.sealed.identityHash(idNumber) });
    return row && { id: as<SeniorId>(row.id), status: row.status };
  }

  async insertSenior(senior: SeniorFile): Promise<void> {
    await insertMany(this.manager, SeniorRow, await sealedSeniors(this.manager, this.sealed, [senior]));
  }

  async endEntitlements(
    ...[seniorId, reason, on, command]: Parameters<FilesTransaction['endEntitlements']>
  ): Promise<void> {
    await endEntitlementsOf(new PostgresEntitlementTransaction(this.manager), command, { seniorId, reason, on });
  }

  async updateSenior(senior: SeniorFile): Promise<void> {
    const [row] = await sealedSeniors(this.manager, this.sealed, [senior]);
    if (row !== undefined) await this.manager.update(SeniorRow, { id: senior.id }, row);
  }

  async contact(id: string): Promise<ContactFile | null> {
    const row = await this.manager.findOne(ContactRow, { where: { id }, ...LOCKED });
    return row && ((await openedContacts(this.manager, this.sealed, [row]))[0] ?? null);
  }

  async contactsOf(seniorId: SeniorId): Promise<readonly ContactFile[]> {
    const rows = await this.manager.find(ContactRow, { where: { seniorId }, order: { position: 'ASC' }, ...LOCKED });
    return openedContacts(this.manager, this.sealed, rows);
  }

  async insertContact(contact: ContactFile): Promise<void> {
    await insertMany(this.manager, ContactRow, await sealedContacts(this.manager, this.sealed, [contact]));
  }

  async updateContact(contact: ContactFile): Promise<void> {
    const [row] = await sealedContacts(this.manager, this.sealed, [contact]);
    if (row !== undefined) await this.manager.update(ContactRow, { id: contact.id }, row);
  }

  async addQuietHours(contactId: string, { since, from, until, timeZone }: QuietHours): Promise<void> {
    await this.manager.query(
      'insert into quiet_hours (contact_id, since, from_time, until_time, time_zone) values ($1, instant_of($2), $3, $4, $5)',
      [contactId, since, from, until, timeZone],
    );
  }

  async removeContact({ id, seniorId, name, relation }: ContactFile, reason: string, endedAt: Instant): Promise<void> {
    await this.manager.insert(FormerContactRow, { id, seniorId, name, relation, reason, endedAt });
    await this.manager.update(AccountRow, { contactId: id }, { contactId: null, disabledAt: endedAt });
    await this.manager.delete(FamilyLinkRow, { contactId: id });
    await this.manager.update(KeyHoldingRow, { holderContactId: id }, { holderContactId: null });
    await this.manager.delete(ContactRow, { id });
  }

  async contactEntriesOf({ id, name, phone }: Namesake): Promise<readonly ContactFile[]> {
    const phoneHash = phone === null ? null : this.sealed.numberHash(phone);
    if (phoneHash === null) return [];
    const rows = await this.manager.find(ContactRow, { where: { name, phoneHash, seniorId: Not(id) }, ...LOCKED });
    return openedContacts(this.manager, this.sealed, rows);
  }

  async consent(id: string): Promise<ConsentFile | null> {
    const row = await this.manager.findOne(ConsentRow, { where: { id }, ...LOCKED });
    return row && consentOf(row);
  }

  async insertConsent(consent: ConsentFile): Promise<void> {
    await this.manager.insert(ConsentRow, consent);
  }

  async withdrawConsent(id: string, withdrawnAt: Instant): Promise<void> {
    await this.manager.update(ConsentRow, { id }, { withdrawnAt });
  }

  async occupantsOf(homeId: HomeId): Promise<readonly OccupantFile[]> {
    const rows = await this.manager.find(OccupantRow, { where: { homeId }, order: { id: 'ASC' }, ...LOCKED });
    return rows.map(({ id, seniorId, name, relation, isChild }) => ({
      ...{ id, name, relation, isChild, seniorId: seniorId === null ? null : as<SeniorId>(seniorId) },
    }));
  }

  async writeOccupants(homeId: HomeId, occupants: readonly OccupantFile[]): Promise<void> {
    await this.manager.delete(OccupantRow, { homeId });
    // Who moved in here is in no other list any more.
    await this.manager.delete(OccupantRow, { seniorId: In(occupants.flatMap(({ seniorId }) => seniorId ?? [])) });
    await this.manager.insert(
      OccupantRow,
      occupants.map((one) => ({ ...one, homeId })),
    );
  }

  async writeKeyConsents(homeId: HomeId): Promise<void> {
    const consents = (
      await this.manager.findBy(ConsentRow, {
        ...{ purpose: In(['key', 'force']), withdrawnAt: IsNull() },
        seniorId: In((await this.manager.findBy(SeniorRow, { homeId })).map(({ id }) => id)),
      })
    ).map(({ purpose }) => purpose);
    await this.manager.update(
      KeyHoldingRow,
      { homeId },
      { consentUse: consents.includes('key'), consentForce: consents.includes('force') },
    );
  }

  async key(id: string): Promise<KeyFile | null> {
    const row = await this.manager.findOne(KeyHoldingRow, { where: { id }, ...LOCKED });
    return row && ((await openedKeys(this.manager, this.sealed, [row]))[0] ?? null);
  }

  async keysHeldBy({ name, phone }: Namesake): Promise<readonly KeyFile[]> {
    const holderPhoneHash = phone === null ? null : this.sealed.numberHash(phone);
    if (holderPhoneHash === null) return [];
    const where = { holderName: name, holderPhoneHash, returnedAt: IsNull() };
    return openedKeys(this.manager, this.sealed, await this.manager.find(KeyHoldingRow, { where, ...LOCKED }));
  }

  async insertKey(key: KeyFile): Promise<void> {
    await this.manager.insert(KeyHoldingRow, { ...(await this.#keyRow(key)), consentUse: false, consentForce: false });
  }

  async updateKey(key: KeyFile): Promise<void> {
    await this.manager.update(KeyHoldingRow, { id: key.id }, await this.#keyRow(key));
  }

  async #keyRow({ holderPhone, ...key }: KeyFile): Promise<Partial<KeyHoldingRow>> {
    const { id, homeId } = key;
    const [number] = await this.sealed.sealNumbers(this.manager, [
      { column: 'key_holding.holder_phone', owner: `home:${homeId}`, rowId: id, text: holderPhone },
    ]);
    return { ...key, holderPhoneSealed: number?.sealed ?? null, holderPhoneHash: number?.hash ?? null };
  }

  async noteKeyStep({ by, ...step }: Parameters<FilesTransaction['noteKeyStep']>[0]): Promise<void> {
    await this.manager.insert(KeyStepRow, { ...step, byAccount: by });
  }

  async helpersNamed({ name, phone }: Namesake): Promise<readonly HelperId[]> {
    const phoneHash = phone === null ? null : this.sealed.numberHash(phone);
    if (phoneHash === null) return [];
    const rows = await this.manager.findBy(HelperRow, { name, phoneHash, suspendedAt: IsNull() });
    return rows.map(({ id }) => as<HelperId>(id));
  }

  async suspendHelper(helperId: HelperId, by: AccountId, at: Instant, id: string): Promise<void> {
    await suspend(this.manager, helperId, { id, reason: 'unfit', note: null, by, at, key: null, lifted: null });
  }
}
