// Real: PostgreSQL, the demo town, cases by the real use cases, files, ciphers. Not real: senders, the clock (ours).
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  dump,
  foldMismatches,
  load,
  openIncidentStores,
  openDatabase,
  PostgresAuditChain,
  PostgresAuditLog,
  writeSealed,
} from '@silverbell/adapter-postgres';
import { runningPostgres } from '@silverbell/adapter-postgres/embedded';
import { instant } from '@silverbell/kernel';
import { emptyDatabase, testDatabase, type TestDatabase } from '@silverbell/testing-world';
import { auditVerify, backup, restore } from '@silverbell/station';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { filledPlatform, SECRET, type FilledPlatform } from '../privacy/filled-platform.js';

const LABEL = { mode: 'demo', madeAt: '2026-11-22T00:00:00.000Z' } as const;

let folder: string;
let databases: TestDatabase[];
let house: FilledPlatform;
let from: TestDatabase;

const made = async (making: Promise<TestDatabase>): Promise<TestDatabase> => {
  const database = await making;
  databases.push(database);
  return database;
};

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'silverbell-backup-'));
  databases = [];
  from = await made(testDatabase());
  house = await filledPlatform(from.url);
  const pendants = house.town.devices.filter((device) => device.role === 'pendant' && device.seniorId !== null);
  for (const { id } of pendants.slice(0, 4)) {
    const incident = await house.press(id, { raw: new TextEncoder().encode(`a frame of ${id}`) });
    await house.note(incident, `words about ${id}`);
  }
}, 120_000);

afterEach(async () => {
  await house.source.destroy();
  for (const database of databases) await database.drop();
  rmSync(folder, { recursive: true, force: true });
}, 60_000);

async function fingerprint(url: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const line of dump(url)) hash.update(line);
  return hash.digest('hex');
}

async function written(name: string): Promise<string> {
  const file = join(folder, name);
  await writeSealed(file, dump(from.url), SECRET, LABEL);
  return file;
}

const refusal = async (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'it was done',
    (error: unknown) => (error as Error).message,
  );

describe('a backup', () => {
  it('comes back row for row, with what people said, and every case is the fold of its events', async () => {
    const file = await written('whole');
    const into = await made(emptyDatabase());
    const loaded = await load(file, SECRET, into.url);
    expect(loaded.rows).toBeGreaterThan(1_000);
    expect(await fingerprint(into.url)).toBe(await fingerprint(from.url));
    const source = await openDatabase(into.url);
    try {
      const { queries, keys } = openIncidentStores(source, SECRET);
      await keys.assertSecretFits();
      expect(await foldMismatches(source, queries)).toEqual([]);
      const [first] = (await queries.listOpen({ regionIds: null, cursor: null, limit: 10 })).items;
      const file4 = first && (await queries.byId(first.incident.id));
      expect([...(file4?.texts.values() ?? [])].some((words) => String(words).startsWith('words about'))).toBe(true);
      const next: { n: string }[] = await source.query(`select nextval('incident_number') as n`);
      expect(Number(next[0]?.n)).toBe(5);
      await expect(source.query('delete from incident_event')).rejects.toThrow('append-only');
    } finally {
      await source.destroy();
    }
  }, 120_000);

  it('leaves the numbers of transactions behind, and a poll of the new cluster sees what changes there', async () => {
    // As in a cluster that has counted further than the one it comes back into.
    await house.source.query(
      `set local session_replication_role = replica; update incident_event set transaction_id = '4611686018427387904'`,
    );
    const into = await made(emptyDatabase());
    await load(await written('counted-far'), SECRET, into.url);
    const source = await openDatabase(into.url);
    try {
      const ahead: unknown[] = await source.query(
        'select id from incident_event where transaction_id >= pg_snapshot_xmax(pg_current_snapshot())',
      );
      expect(ahead).toEqual([]);
      const { changes } = openIncidentStores(source, SECRET);
      const { incidents, cursor } = await changes.open();
      expect(incidents).toHaveLength(4);
      const [first] = incidents;
      await source.query(
        `insert into incident_event (incident_id, seq, id, type, at, actor_kind, actor_id, body)
         select incident_id, 1000, 'later', type, at, actor_kind, actor_id, body from incident_event where incident_id = $1 limit 1`,
        [first?.id],
      );
      expect((await changes.since(cursor))?.incidents.map(({ id }) => id)).toEqual([first?.id]);
    } finally {
      await source.destroy();
    }
  }, 120_000);

  it('shows nobody a name, a number or a word without the secret', async () => {
    const bytes = readFileSync(await written('sealed'));
    for (const { name, phone } of house.town.seniors.slice(0, 20)) {
      expect(bytes.includes(Buffer.from(name))).toBe(false);
      if (phone !== null) expect(bytes.includes(Buffer.from(phone))).toBe(false);
    }
  }, 120_000);

  it('is refused with one sentence when it is torn, changed, foreign, newer, or under another secret, and nothing is touched', async () => {
    const file = await written('good');
    const bytes = readFileSync(file);
    const into = await made(emptyDatabase());
    const tried = async (name: string, content: Buffer, secret = SECRET): Promise<string> => {
      const other = join(folder, name);
      writeFileSync(other, content);
      return refusal(load(other, secret, into.url));
    };
    for (const length of [bytes.length - 1, bytes.length >> 1, 300])
      expect(await tried(`torn-${length}`, bytes.subarray(0, length))).toMatch(/is not whole/);
    const changed = Buffer.from(bytes);
    changed.writeUInt8(changed.readUInt8(bytes.length - 40) ^ 1, bytes.length - 40);
    expect(await tried('changed', changed)).toMatch(/is not whole|does not open/);
    expect(await tried('longer', Buffer.concat([bytes, Buffer.from('more')]))).toMatch(/is not whole/);
    expect(await tried('foreign', Buffer.from('PGDMP something else'))).toMatch(/is not a backup of Silverbell/);
    const text = bytes.toString('latin1').replace('"format":1', '"format":9');
    expect(await tried('newer-format', Buffer.from(text, 'latin1'))).toMatch(/newer version/);
    expect(await tried('other-secret', bytes, 'another secret, just as long')).toMatch(/SILVERBELL_SECRET/);
    await house.source.query(
      `insert into schema_migration ("timestamp", name) values (9999999999999, 'Later9999999999999')`,
    );
    expect(await refusal(load(await written('newer-schema'), SECRET, into.url))).toMatch(/newer version.*Later/);
    for (const sentence of [await tried('again', Buffer.from('x'))]) expect(sentence.split('\n')).toHaveLength(1);
    expect(await fingerprintOfNothing(into.url)).toEqual([]);
  }, 120_000);

  it('is not restored over a database in which anything is', async () => {
    const file = await written('good');
    expect(await refusal(load(file, SECRET, from.url))).toMatch(/not empty/);
  }, 120_000);
});

async function fingerprintOfNothing(url: string): Promise<unknown[]> {
  const source = await openDatabase(url);
  const rows: unknown[] = await source.query(
    `select relname from pg_class where relnamespace = 'public'::regnamespace`,
  );
  await source.destroy();
  return rows;
}

/** Answers with the hash of the last. */
async function auditEntries(url: string, count: number): Promise<string> {
  const source = await openDatabase(url);
  const log = new PostgresAuditLog(source, SECRET);
  for (let n = 1; n <= count; n += 1)
    await log.append({
      ...{ actor: 'account-1', action: 'senior-changed', subjectKind: 'senior', subjectId: `s-${String(n)}` },
      ...{ regionId: null, at: instant(n * 1_000), details: {} },
    });
  const step = await new PostgresAuditChain(source, SECRET).extend();
  await source.destroy();
  return step?.head.hash ?? '';
}

/** As a person with the password of the database can: without the triggers. */
async function cutsTheLastEntryOff(url: string): Promise<void> {
  const source = await openDatabase(url);
  await source.transaction(async (db) => {
    await db.query('set local session_replication_role = replica');
    await db.query('delete from audit_chain where position = (select max(position) from audit_chain)');
    await db.query('delete from audit_entry where id = (select max(id) from audit_entry)');
  });
  await source.destroy();
}

describe('a station', () => {
  it('is backed up while its database works, and comes back into a new folder', async () => {
    const old = join(folder, 'old');
    mkdirSync(old);
    writeFileSync(join(old, 'station.json'), JSON.stringify({ mode: 'live', settled: true }));
    writeFileSync(join(old, 'secret'), `${SECRET}\n`);
    const audited = await auditEntries(from.url, 3);
    const file = join(folder, 'station.backup');
    const given = { SILVERBELL_DATA_DIR: old, DATABASE_URL: from.url };
    expect(await backup(file, given)).toMatch(/Backed up \d+ rows/);
    expect(readdirSync(folder).filter((name) => name.endsWith('.new'))).toEqual([]);
    expect(await refusal(backup(file, given))).toMatch(/exists already/);

    const folderOfNew = join(folder, 'new');
    expect(await refusal(restore(file, folderOfNew, {}))).toMatch(/Set SILVERBELL_SECRET/);
    expect(await refusal(restore(file, old, { SILVERBELL_SECRET: SECRET }))).toMatch(/is not empty/);
    // somebody who was erased after this backup was made
    const listed = { seniorId: house.town.seniors[0]?.id, at: '2026-11-22T00:00:00.000Z', reason: 'own-wish' };
    writeFileSync(join(folder, 'silverbell-erased-persons.json'), JSON.stringify([listed]));
    const restored = await restore(file, folderOfNew, { SILVERBELL_SECRET: SECRET });
    expect(restored).toEqual({
      sound: true,
      sentence: expect.stringMatching(/Restored \d+ rows.*erased 1 persons/) as unknown,
    });
    expect(JSON.parse(readFileSync(join(folderOfNew, 'station.json'), 'utf8'))).toEqual({
      mode: 'live',
      settled: true,
    });
    expect(readFileSync(join(folderOfNew, 'secret'), 'utf8').trim()).toBe(SECRET);
    expect(runningPostgres(join(folderOfNew, 'postgres'))).toBeNull();

    // The audit chain that came back may not become shorter than it was in the backup (contracts 7).
    expect(readFileSync(join(folderOfNew, 'audit-heads.jsonl'), 'utf8')).toContain(audited);
    expect(await auditVerify(given, file)).toMatchObject({ whole: true });
    await cutsTheLastEntryOff(from.url);
    expect(await auditVerify(given, null)).toMatchObject({ whole: true });
    expect(await auditVerify(given, file)).toMatchObject({ whole: false, sentence: expect.stringContaining('3') });

    // and what came back is backed up again, from a station that stands still
    const second = join(folder, 'second.backup');
    expect(await backup(second, { SILVERBELL_DATA_DIR: folderOfNew })).toMatch(/Backed up \d+ rows/);

    truncateSync(second, 5_000);
    const never = join(folder, 'never');
    expect(await refusal(restore(second, never, { SILVERBELL_SECRET: SECRET }))).toMatch(/is not whole/);
    expect(existsSync(never) || existsSync(`${never}.unfinished`)).toBe(false);
  }, 180_000);
});
