import type { DataSource, EntityManager, ObjectLiteral } from 'typeorm';
import {
  AccountRoleRow,
  AccountRow,
  DutySeatRow,
  EmergencyNumberRow,
  FamilyLinkRow,
} from '../people/account.entity.js';
import { DeviceRow } from '../devices/device.entity.js';
import {
  HelperCertificateRow,
  HelperConflictRow,
  HelperDutyRow,
  HelperPairRow,
  HelperRow,
} from '../people/helper.entity.js';
import { FacilityRow, HomeRow, RegionRow, RegionSettingRow } from '../people/place.entity.js';
import { ConsentRow, ContactRow, KeyHoldingRow, OccupantRow, SeniorRow } from '../people/senior.entity.js';
import { after, type Instant } from '@silverbell/kernel';
import { ONE_TIME_PASSWORD_LASTS } from '@silverbell/usecases';
import { sealedTown } from './sealed-town.js';
import type { FirstAdmin, Hashing, Town } from './town.schema.js';

/** The people of a town with their places, things and logins; offices come with the town alone. */
export type PeopleOfTown = Pick<
  Town,
  | 'facilities'
  | 'homes'
  | 'seniors'
  | 'occupants'
  | 'contacts'
  | 'consents'
  | 'helpers'
  | 'helperCertificates'
  | 'helperDuties'
  | 'devices'
  | 'accounts'
  | 'familyLinks'
>;

/** Hashes what comes in clear, and gives what writes the rows: hashing takes its time, and happens before any lock. */
export async function writePeople(
  people: PeopleOfTown,
  hashing: Hashing,
): Promise<(db: EntityManager, secret: string, town?: Town) => Promise<void>> {
  const passwords = new Map<string, string>();
  for (const { password } of people.accounts) {
    if (!passwords.has(password)) passwords.set(password, await hashing.password(password));
  }
  const accounts = people.accounts.map(({ password, roles: _, ...rest }) => ({
    ...rest,
    passwordHash: passwords.get(password),
  }));
  const roles = people.accounts.flatMap(({ id, roles: held }) =>
    held.map((one, position) => ({ ...one, accountId: id, position })),
  );
  const devices = people.devices.map(({ secret, ...rest }) => {
    const hashed = secret === null ? null : hashing.deviceSecret(rest.id, secret);
    return { ...rest, secretHash: hashed?.hash ?? null, keyId: hashed?.keyId ?? null };
  });
  return async (db, secret, town) => {
    await writeAll(db, FacilityRow, people.facilities);
    const { homes, seniors, contacts, helpers, keyHoldings, dutySeats } = await sealedTown(
      db,
      town ?? { ...people, keyHoldings: [], dutySeats: [] },
      secret,
    );
    await writeAll(db, HomeRow, homes);
    await writeAll(db, SeniorRow, seniors);
    await writeAll(db, OccupantRow, people.occupants);
    await writeAll(db, ContactRow, contacts);
    await writeAll(db, ConsentRow, people.consents);
    await writeAll(db, HelperRow, helpers);
    await writeAll(db, HelperCertificateRow, people.helperCertificates);
    await writeAll(db, HelperConflictRow, town?.helperConflicts ?? []);
    await writeAll(db, HelperPairRow, town?.helperPairs ?? []);
    await writeAll(db, HelperDutyRow, people.helperDuties);
    await writeAll(db, KeyHoldingRow, keyHoldings);
    await writeAll(db, DeviceRow, devices);
    await writeAll(db, AccountRow, accounts);
    await writeAll(db, AccountRoleRow, roles);
    await writeAll(db, FamilyLinkRow, people.familyLinks);
    await writeAll(db, DutySeatRow, dutySeats);
  };
}

/** Writes a town into a database without regions, in one transaction, its numbers sealed under SILVERBELL_SECRET; `false`: it has regions already, nothing was changed. */
export async function seedDemo(source: DataSource, town: Town, hashing: Hashing, secret: string): Promise<boolean> {
  if (await inhabited(source.manager)) return false;
  const people = await writePeople(town, hashing);
  return source.transaction(async (db) => {
    await db.query('lock table region in exclusive mode');
    if (await inhabited(db)) return false;
    await writeAll(db, RegionRow, town.regions);
    await writeAll(db, RegionSettingRow, town.regionSettings);
    await people(db, secret, town);
    await writeAll(db, EmergencyNumberRow, town.emergencyNumbers);
    return true;
  });
}

/** An empty station needs one region to hang everything on and one person who may begin; `false`: it has them already. */
export async function seedFirstAdmin(
  source: DataSource,
  admin: FirstAdmin,
  hashing: Pick<Hashing, 'password'>,
): Promise<boolean> {
  if (await inhabited(source.manager)) return false;
  const passwordHash = await hashing.password(admin.password);
  return source.transaction(async (db) => {
    await db.query('lock table region in exclusive mode');
    if (await inhabited(db)) return false;
    const root = {
      id: 'root',
      parentId: null,
      levelName: '县',
      levelNo: 2,
      name: admin.regionName,
      centreLat: 35,
      centreLng: 105,
      boundary: null,
    };
    await writeAll(db, RegionRow, [root]);
    await writeAll(db, AccountRow, [
      {
        id: 'account-admin',
        username: admin.username,
        passwordHash,
        displayName: admin.username,
        helperId: null,
        contactId: null,
        disabledAt: null,
      },
    ]);
    // alone, she keeps the accounts too, until she gives that away
    await writeAll(
      db,
      AccountRoleRow,
      (['admin', 'security-admin'] as const).map((role, position) => ({
        ...{ accountId: 'account-admin', role, regionId: root.id, position },
      })),
    );
    await db.query(`insert into account_login (account_id, one_time_until) values ('account-admin', $1)`, [
      new Date(after(admin.at, ONE_TIME_PASSWORD_LASTS)),
    ]);
    return true;
  });
}

/**
 * A demo folder may be started quietly today and lively tomorrow: without simulators the people they drive are neither
 * on duty nor standing by, whatever the last run left behind.
 */
export async function sendHome(source: DataSource, helperIds: readonly string[], now: Instant): Promise<void> {
  await source.query(
    `with quiet as (update helper set standing_availability = false where id = any($1) and standing_availability)
     update helper_duty set on_duty = false, since = $2 where helper_id = any($1) and on_duty`,
    [helperIds, new Date(now)],
  );
}

/** Demo data beside a real SMS or voice provider is refused at boot: this says whether it is demo data. */
export async function isDemoTown(source: DataSource): Promise<boolean> {
  const rows: unknown[] = await source.query(`select 1 from region where id = 'demo-county'`);
  return rows.length > 0;
}

async function inhabited(db: EntityManager): Promise<boolean> {
  const rows: unknown[] = await db.query('select 1 from region limit 1');
  return rows.length > 0;
}

type Entity = new () => ObjectLiteral;

/** As PostgreSQL reads it in a JSON document. */
function asJson(type: unknown, value: unknown): unknown {
  if (type === 'timestamptz' && typeof value === 'number') return new Date(value).toISOString();
  return Buffer.isBuffer(value) ? `\\x${value.toString('hex')}` : value;
}

/**
 * All rows of one table in one statement: PostgreSQL unpacks a JSON document into rows of the table's own types. A column that has a default
 * may be missing in all of them.
 */
async function writeAll(db: EntityManager, entity: Entity, rows: readonly ObjectLiteral[]): Promise<void> {
  if (rows.length === 0) return;
  const { tableName, columns: all } = db.connection.getMetadata(entity);
  const columns = all.filter(
    (column) => column.default === undefined || rows.some((row) => row[column.propertyName] !== undefined),
  );
  const names = columns.map((column) => `"${column.databaseName}"`).join(', ');
  const document = rows.map((row) =>
    Object.fromEntries(
      columns.map((column) => {
        const value: unknown = row[column.propertyName];
        if (value === undefined)
          throw new Error(`${tableName}.${column.propertyName} is missing in a row to be written`);
        return [column.databaseName, asJson(column.type, value)];
      }),
    ),
  );
  await db.query(
    `insert into "${tableName}" (${names}) select ${names} from jsonb_populate_recordset(null::"${tableName}", $1::jsonb)`,
    [JSON.stringify(document)],
  );
}
