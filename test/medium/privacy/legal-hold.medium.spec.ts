// Real: PostgreSQL, the demo town, cases by the real use cases, the api with its HTTP server. Not real: senders, the clock of the house (ours).
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { hashPassword, JsonLogger, readSettings } from '@silverbell/adapter-runtime';
import { PostgresErasureStore, PostgresLegalHoldStore, PostgresRetentionStore } from '@silverbell/adapter-postgres';
import { startApi, type RunningApi } from '@silverbell/api';
import { as, type AccountId, type IncidentId, type SeniorId } from '@silverbell/kernel';
import { testDatabase, type TestDatabase } from '@silverbell/testing-world';
import {
  erasePerson,
  runRetention,
  releaseLegalHold,
  placeLegalHold,
  type LegalHoldTarget,
} from '@silverbell/usecases';
import { DEMO_PASSWORD } from '@silverbell/demo';
import type { LegalHold } from '@silverbell/wire';
import { OutsideCaller, slugOf } from '../../e2e/support/outside-http.js';
import { filledPlatform, framesOf, putFrames, FRAME_KINDS, type FilledPlatform } from './filled-platform.js';

jest.setTimeout(240_000);

let database: TestDatabase;
let house: FilledPlatform;
let legalHolds: PostgresLegalHoldStore;
let api: RunningApi | null;
let admin: AccountId;

const put = (sql: string, ...given: unknown[]): Promise<unknown> => house.source.query(sql, given);
const count = async (from: string, ...given: unknown[]): Promise<number> =>
  ((await house.source.query(`select count(*)::int as n from ${from}`, given)) as { n: number }[])[0]?.n ?? 0;

const place = (on: LegalHoldTarget) =>
  placeLegalHold({ ...house.deps, legalHolds }, { on, reason: 'dispute', by: admin });
const liftAll = async (): Promise<void> => {
  const rows = (await house.source.query('select id from legal_hold where lifted_at is null')) as { id: string }[];
  for (const { id } of rows)
    expect(await releaseLegalHold({ ...house.deps, legalHolds }, { id, reason: 'settled', by: admin })).toBeNull();
};
const erase = (seniorId: SeniorId) =>
  erasePerson(
    { erasures: new PostgresErasureStore(house.source, house.keys), clock: house.clock },
    { seniorId, by: admin, reason: 'own-wish' },
  );
const goThrough = async (): Promise<void> => {
  const deps = { retention: new PostgresRetentionStore(house.source), clock: house.clock, newId: house.deps.newId };
  while ((await runRetention(deps, { engineId: 'engine', limit: 100 })) !== null);
};
const closeAll = async (): Promise<void> => {
  await put(
    `update incident set open = false, closed_at = last_change_at, next_due_at = null, phase = 'closed' where open`,
  );
  await put(`update outbox set state = 'sent', ended_at = created_at where ended_at is null`);
};

/** Her pendant; `alone`: nobody else on file lives with her. */
const pendantOf = (alone: boolean) => {
  const { devices, seniors } = house.town;
  const found = devices.find(
    (one) =>
      one.role === 'pendant' &&
      seniors.some((other) => other.id === one.seniorId && other.status === 'active') &&
      (seniors.filter((other) => other.homeId === one.homeId).length === 1) === alone,
  );
  if (!found?.seniorId || !found.homeId) throw new Error('the town has no such person');
  return { id: found.id, senior: as<SeniorId>(found.seniorId), home: found.homeId };
};

beforeEach(async () => {
  api = null;
  database = await testDatabase();
  house = await filledPlatform(database.url);
  legalHolds = new PostgresLegalHoldStore(house.source);
  const admins: { id: AccountId }[] = await house.source.query(
    `select account_id as id from account_role where role = 'admin' limit 1`,
  );
  admin = admins[0]?.id as AccountId;
});
afterEach(async () => {
  await api?.stop();
  await house.source.destroy();
  await database.drop();
});

describe('a legal hold', () => {
  /** Everything a database can be asked about her, as one value. */
  const everythingOf = async ({ senior, home }: { senior: SeniorId; home: string }) => ({
    her: await put('select * from senior where id = $1', senior),
    home: await put('select * from home where id = $1', home),
    contacts: await put('select * from contact where senior_id = $1 order by id', senior),
    occupants: await put('select * from occupant where home_id = $1 order by id', home),
    keys: await put(`select * from person_key order by id`),
    said: await put('select * from outbox order by id'),
    texts: await put('select * from secret_text order by id'),
    deliveries: await put('select * from inbox order by id'),
  });

  it.each([
    ['her case', (id: IncidentId): LegalHoldTarget => ({ incidentId: id })],
    ['her', (_: IncidentId, seniorId: SeniorId): LegalHoldTarget => ({ seniorId })],
  ])('on %s keeps her from being erased, and nothing of her is half gone', async (_, on) => {
    const her = pendantOf(true);
    const id = await house.press(her.id);
    await closeAll();
    expect(await place(on(id, her.senior))).toBeNull();
    const before = await everythingOf(her);
    expect(await erase(her.senior)).toMatchObject({ refused: 'person-under-hold' });
    expect(await everythingOf(her)).toEqual(before);
    expect(await count('erased_person')).toBe(0);
    await liftAll();
    expect(await erase(her.senior)).toBeNull();
    expect(await place({ seniorId: her.senior })).toMatchObject({ refused: 'person-erased' });
  });

  it('on one of a couple keeps their common case: the other one cannot be erased either', async () => {
    const one = pendantOf(false);
    const other = house.town.seniors.find(({ id, homeId }) => homeId === one.home && id !== one.senior);
    await house.press(one.id);
    await closeAll();
    const both = (await put('select 1 from incident where senior_ids @> array[$1, $2]', one.senior, other?.id)) as [];
    expect(both).toHaveLength(1);
    await place({ seniorId: as<SeniorId>(other?.id ?? '') });
    expect(await erase(one.senior)).toMatchObject({ refused: 'person-under-hold' });
    await liftAll();
    expect(await erase(one.senior)).toBeNull();
  });

  it.each(FRAME_KINDS)('on a person keeps what is hers beyond its time, frames %s; lifted, it goes', async (shelf) => {
    const her = pendantOf(true);
    const id = await house.press(her.id);
    await closeAll();
    await put('delete from sign_of_life; delete from water_reading');
    const then = house.clock.now();
    await put(
      `update senior set away_lat = 45.5, away_lng = 126.5, away_label = 'x', away_until = instant_of($2) where id = $1`,
      ...[her.senior, then],
    );
    for (const [sign, at] of [
      ['door', then],
      ['motion', then + 60_000],
    ])
      await put(
        'insert into sign_of_life (senior_id, sign, in_person, at) values ($1, $2, true, instant_of($3))',
        ...[her.senior, sign, at],
      );
    for (const at of [then, then + 60_000])
      await put('insert into water_reading (home_id, at, litres) values ($1, instant_of($2), 3)', her.home, at);
    await put(
      `insert into device_seen (device_id, seen_at, lat, lng, positioned_at) values ($1, instant_of($2), 45.5, 126.5, instant_of($2))
       on conflict (device_id) do update set lat = 45.5, lng = 126.5, positioned_at = excluded.positioned_at`,
      ...[her.id, then],
    );
    await putFrames(house.source, shelf);
    const kept = async () => ({
      raw: (await framesOf(house.source, id)).raw,
      said: await count('outbox where incident_id = $1', id),
      away: await count('senior where id = $1 and away_label is not null', her.senior),
      signs: await count('sign_of_life where senior_id = $1', her.senior),
      water: await count('water_reading where home_id = $1', her.home),
      fix: await count('device_seen where device_id = $1 and lat is not null', her.id),
    });
    await place({ seniorId: her.senior });
    house.clock.advance('400 d');
    const before = await kept();
    expect(before).toMatchObject({ raw: 1, away: 1, signs: 2, water: 2, fix: 1 });
    expect(before.said).toBeGreaterThan(0);
    await goThrough();
    expect(await kept()).toEqual(before);

    await liftAll();
    house.clock.advance('1 d');
    await goThrough();
    expect(await kept()).toEqual({ raw: 0, said: 0, away: 0, signs: 1, water: 1, fix: 0 });
  });

  it('is on record for ever: placed once for a reason, lifted once, never edited', async () => {
    const id = await house.press(pendantOf(true).id);
    const on = { incidentId: id };
    await place(on);
    await place(on);
    expect(await legalHolds.of(on)).toMatchObject([{ reason: 'dispute', by: { id: admin }, lifted: null }]);
    await liftAll();
    const [lifted] = await legalHolds.of(on);
    expect(lifted?.lifted).toMatchObject({ reason: 'settled', by: { id: admin } });
    const again = { id: lifted?.id ?? '', reason: 'placed-in-error', by: admin } as const;
    expect(await releaseLegalHold({ ...house.deps, legalHolds }, again)).toBeNull();
    expect(await legalHolds.of(on)).toEqual([lifted]);
    await expect(put(`update legal_hold set reason = 'accident'`)).rejects.toThrow(/never edited/);
    await expect(put(`update legal_hold set lifted_at = null, lifted_by = null`)).rejects.toThrow(/never edited/);
    await expect(put('delete from legal_hold')).rejects.toThrow(/never edited/);
    await place(on);
    expect((await legalHolds.of(on)).map(({ lifted: is }) => is === null).sort()).toEqual([false, true]);
  });

  it('and an erasure that begin at the same moment see each other: one of the two is refused', async () => {
    const her = pendantOf(true);
    const [held, erased] = await Promise.all([place({ seniorId: her.senior }), erase(her.senior)]);
    expect([held?.refused ?? null, erased?.refused ?? null]).toEqual(
      erased === null ? ['person-erased', null] : [null, 'person-under-hold'],
    );
  });
});

describe('a legal hold over HTTP', () => {
  it('is placed by a supervisor, seen by an auditor, says in both languages why a person is not erased, and is lifted', async () => {
    const read = readSettings({ SILVERBELL_MODE: 'demo', SILVERBELL_HTTP_PORT: '0' });
    if (!read.ok) throw new Error(read.sentences.join());
    await put('update account set password_hash = $1', await hashPassword(DEMO_PASSWORD));
    const logger = new JsonLogger({ process: 'api', level: 'silent' });
    api = await startApi({ settings: read.settings, databaseUrl: database.url, version: '0', logger });
    const base = `http://127.0.0.1:${String(api.port)}`;
    const her = pendantOf(true);
    const path = `/seniors/${her.senior}/legal-holds`;
    const supervisor = await OutsideCaller.logsIn(base, 'supervisor');
    const itsAdmin = await OutsideCaller.logsIn(base, 'admin');
    const { items } = (await supervisor.does('POST', path, { reason: 'court-order' })) as { items: LegalHold[] };
    expect(items).toMatchObject([{ reason: 'court-order', senior: { id: her.senior }, incident: null, lifted: null }]);
    const auditor = await OutsideCaller.logsIn(base, 'auditor');
    expect(await auditor.does('GET', path)).toEqual({ items });

    const asked = (language: string) =>
      itsAdmin.posts(`/seniors/${her.senior}/erase`, { reason: 'own-wish' }, { 'accept-language': language });
    const [zh, en] = [await asked('zh-CN'), await asked('en')];
    expect([zh.status, slugOf(zh), en.status, slugOf(en)]).toEqual([
      409,
      'person-under-hold',
      409,
      'person-under-hold',
    ]);
    expect(zh.body).toMatchObject({ title: expect.stringContaining('依法保全') });
    expect(en.body).toMatchObject({ title: expect.stringContaining('legal hold') });

    const lifted = (await itsAdmin.does('POST', `/legal-holds/${items[0]?.id ?? ''}/lift`, {
      reason: 'order-withdrawn',
    })) as { items: LegalHold[] };
    expect(lifted.items[0]?.lifted).toMatchObject({ reason: 'order-withdrawn', by: { id: itsAdmin.user.id } });
    expect((await asked('zh-CN')).status).toBe(200);
  });
});
