// Real: PostgreSQL, the demo town, cases by the real use cases, backups. Not real: senders, the clock (ours).
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  dump,
  load,
  openIncidentStores,
  openDatabase,
  PostgresCodeWordStore,
  PostgresErasureStore,
  writeSealed,
} from '@silverbell/adapter-postgres';
import { as, type AccountId, type SeniorId, type TextId } from '@silverbell/kernel';
import { emptyDatabase, testDatabase, type TestDatabase } from '@silverbell/testing-world';
import { erasePerson } from '@silverbell/usecases';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { filledPlatform, SECRET, type FilledPlatform } from './filled-platform.js';

/** Planted wherever a person can be written down; it must be nowhere afterwards. */
const CANARY = 'canary-of-hers';
const HEX = Buffer.from(CANARY).toString('hex');

let folder: string;
let databases: TestDatabase[];
let house: FilledPlatform;
let erasures: PostgresErasureStore;
let senior: SeniorId;
let home: string;
let pendant: string;
let admin: AccountId;

const made = async (making: Promise<TestDatabase>): Promise<TestDatabase> => {
  const database = await making;
  databases.push(database);
  return database;
};
const put = (sql: string, ...given: unknown[]): Promise<unknown> => house.source.query(sql, given);

/** Every table in which a line holds the canary, in words or in bytes. */
async function seenIn(url: string): Promise<readonly string[]> {
  const tables = new Set<string>();
  let table = '';
  for await (const lines of dump(url)) {
    for (const line of lines.split('\n')) {
      if (line.startsWith('{"table"')) table = (JSON.parse(line) as { table: string }).table;
      else if (line.includes(CANARY) || line.includes(HEX)) tables.add(table);
    }
  }
  return [...tables].sort();
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'silverbell-erasure-'));
  databases = [];
  house = await filledPlatform((await made(testDatabase())).url);
  erasures = new PostgresErasureStore(house.source, house.keys);
  const device = house.town.devices.find(
    (one) =>
      one.role === 'pendant' &&
      house.town.seniors.filter((other) => other.homeId === one.homeId).length === 1 &&
      house.town.seniors.some((other) => other.id === one.seniorId && other.status === 'active'),
  );
  pendant = device?.id ?? '';
  senior = as<SeniorId>(device?.seniorId ?? '');
  home = device?.homeId ?? '';
  const admins: { id: AccountId }[] = await house.source.query(
    `select account_id as id from account_role where role = 'admin' limit 1`,
  );
  admin = admins[0]?.id as AccountId;
  await plant();
}, 120_000);

afterEach(async () => {
  await house.source.destroy();
  for (const database of databases) await database.drop();
  rmSync(folder, { recursive: true, force: true });
}, 60_000);

/** Every column of a person's own tables that takes free words. */
async function plant(): Promise<void> {
  const w = CANARY;
  await put(
    `update senior set name = $2, phone_sealed = convert_to($2, 'utf8'), phone_hash = convert_to($2, 'utf8'), phone_tail = convert_to($2, 'utf8'), dispatch_first = true, dispatch_first_reason = $2, languages = array[$2], electric_medical_device = $2,
       health_notes = $2, treatment_wishes = $2, usually_at_home = $2, protection_flags = array[$2], code_word = $2, away_label = $2 where id = $1`,
    senior,
    w,
  );
  await put(
    `update home set label = $2, address_words = $2, entry_note = $2, entry_code_sealed = convert_to($2, 'utf8'), door_tag = $2 where id = $1`,
    home,
    w,
  );
  await put(
    `delete from contact where senior_id = $1 and id not in (select contact_id from account where contact_id is not null) and id not in (select holder_contact_id from key_holding where holder_contact_id is not null)`,
    senior,
  );
  await put(
    `insert into contact (id, senior_id, position, name, relation, phone_sealed, notice_level, may_decide, conflict, guardian_proof, time_zone, hours)
     values ('canary-contact', $1, 90, $2, $2, convert_to($2, 'utf8'), 'every-press', true, false, $2, $2, $2)`,
    senior,
    w,
  );
  await put(
    `update contact set name = $2, relation = $2, phone_sealed = convert_to($2, 'utf8') where senior_id = $1`,
    senior,
    w,
  );
  await put(`delete from occupant where senior_id = $1`, senior);
  await put(
    `insert into occupant (id, home_id, senior_id, name, relation, is_child) values ('canary-1', $1, $2, $3, $3, false), ('canary-2', $1, null, $3, $3, true)`,
    home,
    senior,
    w,
  );
  await put(
    `insert into consent (id, senior_id, purpose, given_by, capacity, how, given_at) values ('canary', $1, 'photo', $2, 'self', 'spoken', '2026-01-01Z')`,
    senior,
    w,
  );
  await put(
    `insert into key_holding (id, home_id, holder_kind, holder_name, holder_phone_sealed, holder_contact_id, sealed_number, consent_use, consent_force)
     values ('canary', $1, 'contact', $2, convert_to($2, 'utf8'), 'canary-contact', $2, true, true)`,
    home,
    w,
  );
  await put(
    `with made as (insert into account (id, username, password_hash, display_name, contact_id)
       values ('canary', $2, $2, $2, 'canary-contact') returning id)
     insert into account_role (account_id, role, region_id, position) select made.id, 'family', s.region_id, 0 from made, senior s where s.id = $1`,
    senior,
    w,
  );
  await put(`insert into family_link (account_id, senior_id) values ('canary', $1)`, senior);
  await put(
    `insert into device (id, role, profile, region_id, home_id, fixed, status)
     select 'hub-of-hers', 'hub', 'zigbee2mqtt', region_id, id, true, 'active' from home where id = $1`,
    home,
  );
  await put(
    `insert into hub_announcement (hub_id, announced, announced_at)
     values ('hub-of-hers', jsonb_build_object('friendly_name', $1::text), '2026-01-01Z')`,
    w,
  );
  await put(
    `insert into silence_change (id, senior_id, at, by_account, what, reason, note, before, after)
     values ('canary', $1, '2026-01-01Z', $2, 'away', 'x', $3, jsonb_build_object('x', $3::text), jsonb_build_object('x', $3::text))`,
    senior,
    admin,
    w,
  );
}

/** A case of hers with a note and a raw frame, and the code word under her key. */
async function lives(): Promise<void> {
  const id = await house.press(pendant, { raw: new TextEncoder().encode(`{"name":"${CANARY}"}`) });
  await house.note(id, `words about ${CANARY}`);
  await put(
    `insert into outbox (id, incident_id, channel, recipient, body, urgency, state, attempts, due_at, created_at, ended_at)
     values ('canary', $1, 'sms', $2, jsonb_build_object('kind', 'contact-told', 'text', $2::text), 1, 'sent', 1, '2026-01-01Z', '2026-01-01Z', '2026-01-01Z')`,
    id,
    CANARY,
  );
  await new PostgresCodeWordStore(house.source, house.keys).sealPlain(house.clock.now());
}

const closeAll = (): Promise<unknown> =>
  put(`update incident set open = false, closed_at = last_change_at, next_due_at = null, phase = 'closed' where open`);

const erase = (): ReturnType<typeof erasePerson> =>
  erasePerson({ erasures, clock: house.clock }, { seniorId: senior, by: admin, reason: 'own-wish' });

const url = (): string => databases[0]?.url ?? '';

describe('a person who is erased', () => {
  it('is nowhere any more: no row, text, raw frame, name of a device, message or later backup', async () => {
    await lives();
    await closeAll();
    expect(await seenIn(url())).toEqual(
      [
        ...['account', 'consent', 'contact', 'home', 'hub_announcement', 'key_holding', 'occupant', 'outbox', 'senior'],
        'silence_change',
      ].sort(),
    );
    const texts: { id: TextId }[] = await house.source.query(
      'select id from secret_text union all select id from inbox',
    );
    expect(
      [...(await house.keys.readTexts(texts.map(({ id }) => id))).values()].some((text) =>
        String(text).includes(CANARY),
      ),
    ).toBe(true);
    const before: unknown = await house.source.query('select * from incident_event order by incident_id, seq');

    expect(await erase()).toBeNull();

    expect(await seenIn(url())).toEqual([]);
    const hers: { id: TextId }[] = await house.source.query(
      `select t.id from (select id, key_id from secret_text union all select id, key_id from inbox) t join person_key k on k.id = t.key_id
       where k.owner = $1`,
      [`senior:${senior}`],
    );
    expect(hers.length).toBeGreaterThanOrEqual(3);
    // another process, which never held her key, reads no more of her than this one
    for (const keys of [house.keys, openIncidentStores(house.source, SECRET).keys])
      expect(new Set((await keys.readTexts(hers.map(({ id }) => id))).values())).toEqual(new Set([null]));
    expect(await house.source.query('select * from incident_event order by incident_id, seq')).toEqual(before);
    expect(await erase()).toBeNull();

    const file = join(folder, 'later');
    await writeSealed(file, dump(url()), SECRET, { mode: 'demo', madeAt: '2026-11-22T00:00:00.000Z' });
    const later = await made(emptyDatabase());
    await load(file, SECRET, later.url);
    expect(await seenIn(later.url)).toEqual([]);
  }, 120_000);

  it('is erased again when a backup from before comes back', async () => {
    await lives();
    await closeAll();
    const file = join(folder, 'before');
    await writeSealed(file, dump(url()), SECRET, { mode: 'demo', madeAt: '2026-11-22T00:00:00.000Z' });
    await erase();
    const list = await erasures.list();
    const older = await made(emptyDatabase());
    await load(file, SECRET, older.url);
    expect(await seenIn(older.url)).toContain('senior');
    const source = await openDatabase(older.url);
    try {
      const again = new PostgresErasureStore(source, openIncidentStores(source, SECRET).keys);
      expect(await again.eraseAgain(list)).toBe(1);
      expect(await again.eraseAgain(list)).toBe(0);
      expect(await seenIn(older.url)).toEqual([]);
    } finally {
      await source.destroy();
    }
  }, 120_000);

  it('is not erased while a case of hers is open, since somebody may need to know where to go', async () => {
    await lives();
    expect(await erase()).toMatchObject({ refused: 'person-has-open-case' });
    expect(await seenIn(url())).toContain('senior');
    expect(
      await erasePerson(
        { erasures, clock: house.clock },
        { seniorId: as<SeniorId>('nobody'), by: admin, reason: 'order' },
      ),
    ).toMatchObject({
      refused: 'not-found',
    });
  }, 120_000);

  it('is still heard: a press of her pendant afterwards is a case that people see', async () => {
    expect(await erase()).toBeNull();
    const id = await house.press(pendant);
    expect((await house.queries.byId(id))?.incident.closure).toBeNull();
  }, 120_000);
});
