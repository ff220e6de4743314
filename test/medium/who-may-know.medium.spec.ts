/** Real: PostgreSQL with every migration, the demo town, the keys of its people. */
import {
  openIncidentStores,
  openDatabase,
  PostgresAccountStore,
  PostgresCodeWordStore,
  PostgresAccessLogStore,
  PostgresAuditLog,
  PostgresCareRecords,
  PostgresHelperStatusStore,
  seedDemo,
  type Hashing,
} from '@silverbell/adapter-postgres';
import { DEMO_SEED, demoTown } from '@silverbell/demo';
import { after, as, fromIso, hours, minutes, type HelperId, type Instant, type SeniorId } from '@silverbell/kernel';
import { putNumber, testDatabase, type TestDatabase } from '@silverbell/testing-world';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';

const NOW = fromIso('2026-11-21T22:10:00Z') as Instant;
const SECRET = 'a-secret-of-this-test';
const town = demoTown(DEMO_SEED, NOW);
const worded = town.seniors.filter((senior) => senior.codeWord !== null);

let database: TestDatabase;
let source: DataSource;

beforeAll(async () => {
  database = await testDatabase();
  source = await openDatabase(database.url);
  const hashing: Hashing = {
    password: (plain) => Promise.resolve(`hashed ${plain}`),
    deviceSecret: (id, secret) => ({ hash: `${id}/${secret}`, keyId: 'k1' }),
  };
  await seedDemo(source, town, hashing, SECRET);
});
afterAll(async () => {
  await source.destroy();
  await database.drop();
});

describe('a code word', () => {
  it('of a seed is sealed at the next start, once, and read back by id', async () => {
    const { keys } = openIncidentStores(source, SECRET);
    const words = new PostgresCodeWordStore(source, keys);
    expect(worded.length).toBeGreaterThan(3);
    expect(await words.sealPlain(NOW)).toBe(worded.length);
    expect(await words.sealPlain(NOW)).toBe(0);
    expect(await source.query('select 1 from senior where code_word is not null')).toEqual([]);
    const read = await new PostgresCodeWordStore(source, openIncidentStores(source, SECRET).keys).of(
      worded.map(({ id }) => id),
    );
    expect(read).toEqual(new Map(worded.map(({ id, codeWord }) => [id, codeWord])));
    expect(await words.of(['senior-001', 'nobody'])).toEqual(new Map());
  });

  it('is unreadable once the key of its senior is erased', async () => {
    const { keys } = openIncidentStores(source, SECRET);
    const words = new PostgresCodeWordStore(source, keys);
    const { id } = worded[0] ?? { id: '' };
    expect(await keys.erase(`senior:${id}`, NOW)).toBe(true);
    expect(await words.of([id])).toEqual(new Map());
    await words.set(as<SeniorId>(id), '新的暗语', NOW);
    expect((await words.of([id])).get(id)).toBe('新的暗语');
  });

  it('leaves nothing of the old one behind', async () => {
    const words = new PostgresCodeWordStore(source, openIncidentStores(source, SECRET).keys);
    const count = async () =>
      ((await source.query('select count(*)::integer as n from secret_text')) as { n: number }[])[0]?.n;
    const before = await count();
    const she = as<SeniorId>('senior-001');
    await words.set(she, '今天赶集', NOW);
    await words.set(she, '明天赶集', NOW);
    expect(await count()).toBe((before ?? 0) + 1);
    await words.set(she, null, NOW);
    expect(await count()).toBe(before);
  });
});

describe('the book of suspensions', () => {
  const book = () => new PostgresHelperStatusStore(source, openIncidentStores(source, SECRET).keys);
  const helperId = as<HelperId>('helper-8');
  const suspension = {
    ...{ id: 's-1', reason: 'abuse' as const, note: null, by: as<never>('account-lead'), at: NOW, key: null },
    lifted: null,
  };
  const lifted = { reason: 'unfounded' as const, note: null, by: as<never>('account-admin'), at: NOW, key: null };

  it('sends her off duty with the same commit, and holds one suspension at a time', async () => {
    await source.query(
      `insert into helper_duty values ('helper-8', true, $1) on conflict (helper_id) do update set on_duty = true`,
      [new Date(NOW)],
    );
    await book().transaction((tx) => tx.suspend(helperId, suspension, null));
    expect(await source.query(`select on_duty from helper_duty where helper_id = 'helper-8'`)).toEqual([
      { on_duty: false },
    ]);
    expect((await new PostgresAccountStore(source).byUsername('helper-8'))?.suspended).toBe(true);
    const second = book().transaction((tx) => tx.suspend(helperId, { ...suspension, id: 's-2' }, null));
    await expect(second).rejects.toThrow('helper_suspension_now');
    await book().transaction((tx) => tx.reinstate(helperId, { ...suspension, lifted }, null));
    expect((await new PostgresAccountStore(source).byUsername('helper-8'))?.suspended).toBe(false);
    expect((await book().file(helperId))?.suspensions).toMatchObject([
      { reason: 'abuse', lifted: { by: 'account-admin' } },
    ]);
  });

  it('knows who was suspended before there was a book, and gives her a line when she comes back', async () => {
    const old = town.helpers.find((helper) => helper.suspendedAt !== null);
    const id = as<HelperId>(old?.id ?? '');
    const standing = await book().transaction((tx) => tx.lock(id));
    expect(standing?.last).toMatchObject({ reason: 'allegation', by: null, lifted: null });
    const { last } = standing ?? {};
    if (!last) throw new Error('nobody was suspended');
    await book().transaction((tx) =>
      tx.reinstate(id, { ...last, lifted: { ...lifted, note: as('t-1') } }, { id: as('t-1'), body: '核实无误' }),
    );
    expect(await book().file(id)).toMatchObject({
      suspended: false,
      suspensions: [{ by: null, liftedNoteText: '核实无误' }],
    });
    expect((await book().transaction((tx) => tx.lock(id)))?.last?.lifted).not.toBeNull();
    expect(await book().transaction((tx) => tx.lock(as<HelperId>('nobody')))).toBeNull();
  });
});

describe('a reading', () => {
  it('is a line per person, case and hour, of the regions one answers for', async () => {
    const readings = new PostgresAccessLogStore(source, new PostgresAuditLog(source, 'a secret of this test'));
    const reading = {
      ...{ accountId: as<never>('account-operator'), role: 'operator', what: 'person-card' as const, about: 'case-1' },
      regionId: as<never>('demo-village-1-1'),
    };
    await readings.keep(reading, NOW);
    await readings.keep(reading, after(NOW, minutes(5)));
    await readings.keep(reading, after(NOW, hours(1)));
    const kept = await readings.of([reading.regionId], 10);
    expect(kept.map(({ times, lastAt }) => [times, lastAt - NOW])).toEqual([
      [1, 3_600_000],
      [2, 300_000],
    ]);
    expect(await readings.of([as<never>('demo-village-1-2')], 10)).toEqual([]);
  });
});

describe('one person in two lists', () => {
  const seniors = town.seniors
    .filter((senior) => senior.homeId === 'home-002')
    .map((senior) => as<SeniorId>(senior.id));

  it('who is flagged in one of them is told nothing of the home, and sees nobody of it', async () => {
    const registry = new PostgresCareRecords(source, 'Asia/Shanghai');
    const told = async () =>
      (await registry.contactsFor(seniors, 'at-risk')).map(({ contactId }) => contactId as string);
    const listsOf = async (people: readonly (string | undefined)[]) =>
      ((await source.query('select id from contact where senior_id = any($1)', [people])) as { id: string }[]).map(
        ({ id }) => id,
      );
    await putNumber(source, SECRET, 'contact.phone', await listsOf(seniors), '+86 138 0000 0001');
    await source.query(`update contact set notice_level = 'every-press' where senior_id = any($1)`, [seniors]);
    expect((await told()).length).toBeGreaterThan(1);
    await putNumber(source, SECRET, 'contact.phone', await listsOf(seniors.slice(0, 1)), '13800000001');
    await source.query(`update contact set conflict = true where senior_id = $1`, [seniors[0]]);
    expect(await told()).toEqual([]);

    const [other] = (await source.query('select id from contact where senior_id = $1 limit 1', [seniors[1]])) as {
      id: string;
    }[];
    await source.query(`update account set contact_id = $1 where id = 'account-family-1'`, [other?.id]);
    await source.query(`insert into family_link values ('account-family-1', $1)`, [seniors[1]]);
    expect(await new PostgresAccountStore(source).seniorsOf(as<never>('account-family-1'))).toEqual(['senior-001']);
  });

  it('whoever chose the ending alone is in that group and in no other', async () => {
    const registry = new PostgresCareRecords(source, 'Asia/Shanghai');
    await source.query(`update contact set conflict = false where senior_id = any($1)`, [seniors]);
    await source.query(`update contact set notice_level = 'ending-only' where senior_id = $1`, [seniors[0]]);
    const own = (await source.query('select id from contact where senior_id = $1 order by position', [seniors[0]])) as {
      id: string;
    }[];
    const ids = own.map(({ id }) => id);
    const group = async (who: 'every-press' | 'at-risk' | 'ending-only') =>
      (await registry.contactsFor(seniors, who)).map(({ contactId }) => contactId as string);
    expect(await group('ending-only')).toEqual(ids);
    for (const id of ids) {
      expect(await group('every-press')).not.toContain(id);
      expect(await group('at-risk')).not.toContain(id);
    }
  });
});
