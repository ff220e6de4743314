// Real: PostgreSQL, the demo town, cases by the real use cases, a connection that is cut. Not real: the clock (ours), the loop of the engine.
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { foldMismatches, openDatabase, PostgresRetentionStore } from '@silverbell/adapter-postgres';
import { after, duration, hours, type IncidentId, type Instant } from '@silverbell/kernel';
import { testDatabase, type TestDatabase } from '@silverbell/testing-world';
import { executeCommand, runRetention, type RetentionStore, type RetentionStep } from '@silverbell/usecases';
import { RETAINED_DATA_KINDS, type RetainedDataKind } from '@silverbell/vocabulary';
import type { DataSource } from 'typeorm';
import { filledPlatform, framesOf, putFrames, FRAME_KINDS, type FilledPlatform } from './filled-platform.js';

jest.setTimeout(240_000);

let database: TestDatabase;
let house: FilledPlatform;
let book: PostgresRetentionStore;
let others: DataSource[];
/** Of people who live alone, each in a home of her own. */
let pendants: readonly { readonly id: string; readonly seniorId: string; readonly homeId: string }[];

const put = (sql: string, ...given: unknown[]): Promise<unknown> => house.source.query(sql, given);
const count = async (from: string, ...given: unknown[]): Promise<number> =>
  ((await house.source.query(`select count(*)::int as n from ${from}`, given)) as { n: number }[])[0]?.n ?? 0;
const ago = (days: number): Instant => after(house.clock.now(), duration(-days * hours(24)));

const step = (engineId = 'engine-1', limit = 100, by: RetentionStore = book): Promise<RetentionStep | null> =>
  runRetention({ retention: by, clock: house.clock, newId: house.deps.newId }, { engineId, limit });

/** Until nothing is due any more. */
async function goThrough(engineId = 'engine-1', limit = 100): Promise<Map<RetainedDataKind, number>> {
  const total = new Map<RetainedDataKind, number>();
  for (let done = await step(engineId, limit); done !== null; done = await step(engineId, limit))
    total.set(done.what, done.total);
  return total;
}

async function close(id: IncidentId): Promise<void> {
  const acted = await executeCommand(house.deps, {
    ref: { by: 'incident', id },
    by: { kind: 'lead', id: 'wu' },
    intent: {
      ...{ type: 'close', outcome: 'referred', note: null, proofText: null },
      proof: { department: 'd', receiptNumber: 'r' },
    },
  });
  if (!acted.ok) throw new Error(`not closed: ${acted.refusal.refused}`);
}
/** What a relay would have done: everything of a case was said. */
const allSaid = (): Promise<unknown> =>
  put(`update outbox set state = 'sent', ended_at = created_at where ended_at is null`);
const frames = (id: IncidentId): ReturnType<typeof framesOf> => framesOf(house.source, id);
const saidOf = (id: IncidentId): Promise<number> => count('outbox where incident_id = $1', id);

beforeEach(async () => {
  database = await testDatabase();
  house = await filledPlatform(database.url);
  book = new PostgresRetentionStore(house.source);
  others = [];
  const { devices, seniors, occupants } = house.town;
  pendants = devices.flatMap(({ id, role, seniorId, homeId }) => {
    if (role !== 'pendant' || seniorId === null || homeId === null) return [];
    const alone = seniors.filter((one) => one.homeId === homeId).length === 1;
    const seen = occupants.every((one) => one.homeId !== homeId || one.seniorId === seniorId);
    return alone && seen ? [{ id, seniorId, homeId }] : [];
  });
  expect(pendants.length).toBeGreaterThan(5);
});
afterEach(async () => {
  for (const source of others) await source.destroy();
  await house.source.destroy();
  await database.drop();
});

const oldAndYoung = async (): Promise<void> => {
  const [first, second] = pendants;
  const [helper, other] = house.town.helpers;
  await put(
    'delete from helper_position; delete from sign_of_life; delete from water_reading; delete from device_seen',
  );
  for (const [id, days] of [
    [helper?.id, 2],
    [other?.id, 0.5],
  ])
    await put(
      `insert into helper_position (helper_id, lat, lng, at, received_at) values ($1, 45.5, 126.5, instant_of($2), instant_of($2))`,
      id,
      ago(Number(days)),
    );
  for (const [device, days] of [
    [first?.id, 8],
    [second?.id, 6],
  ])
    await put(
      `insert into device_seen (device_id, seen_at, lat, lng, accuracy_m, fix_at, position_source, positioned_at)
       values ($1, instant_of($2), 45.5, 126.5, 20, 'then', 'gnss', instant_of($2))`,
      device,
      ago(Number(days)),
    );
  await put(
    `update senior set away_lat = 45.5, away_lng = 126.5, away_label = '女儿家', away_until = instant_of($2) where id = $1`,
    first?.seniorId,
    ago(8),
  );
  for (const [sign, inPerson, days] of [
    ['door', true, 200],
    ['motion', true, 120],
    ['attendance', false, 100],
    ['attendance', true, 95],
  ])
    await put(
      'insert into sign_of_life (senior_id, sign, in_person, at) values ($1, $2, $3, instant_of($4))',
      ...[first?.seniorId, sign, inPerson, ago(Number(days))],
    );
  for (const days of [60, 40, 31])
    await put(
      'insert into water_reading (home_id, at, litres) values ($1, instant_of($2), 3)',
      ...[first?.homeId, ago(days)],
    );
  for (const days of [8, 6])
    await put(
      `insert into idempotency (account_id, key, body_hash, status, at) values ('account-operator', $1, 'h', 200, instant_of($2))`,
      ...[`k${days}`, ago(days)],
    );
};

describe('what is kept for a time', () => {
  it('goes when its time is over, and nothing before; the last contact and the last reading stay', async () => {
    await oldAndYoung();
    expect(Object.fromEntries(await goThrough())).toEqual({
      ...{ 'helper-position': 1, 'device-fix': 1, 'away-place': 1, 'sign-of-life': 3, 'water-reading': 2 },
      ...{ 'raw-frame': 0, outbox: 0, idempotency: 1, attachment: 0, 'complaint-words': 0 },
    });
    expect(await count('helper_position')).toBe(1);
    expect(await count('helper_reach where spot is not null')).toBe(1);
    // that it was heard stays; where it was does not
    expect(await count('device_seen')).toBe(2);
    expect(await count('device_seen where lat is not null or fix_at is not null or positioned_at is not null')).toBe(1);
    expect(await count('senior where away_label is not null and id = $1', pendants[0]?.seniorId)).toBe(0);
    expect(await house.source.query('select sign, in_person from sign_of_life')).toEqual([
      { sign: 'attendance', in_person: true },
    ]);
    expect(await count('water_reading where at = instant_of($1)', ago(31))).toBe(1);
    expect(await count(`idempotency where key = 'k6'`)).toBe(1);
  });

  it.each(FRAME_KINDS)('frames %s go half a year after their case is closed; facts and notes stay', async (shelf) => {
    const said = { sourceId: null, word: 'gas_leak', values: { ppm: 900 } };
    const id = await house.press(pendants[0]?.id ?? '', { decoded: said });
    await house.note(id, '一句话');
    house.clock.advance('100 d');
    await close(id);
    await allSaid();
    await putFrames(house.source, shelf);
    const facts = await count('incident_event where incident_id = $1', id);
    house.clock.advance('100 d');
    await goThrough();
    expect(await frames(id)).toEqual({ raw: 1, read: 1 });
    expect(await saidOf(id)).toBeGreaterThan(0);

    house.clock.advance('90 d');
    await goThrough();
    expect(await frames(id)).toEqual({ raw: 0, read: 0 });
    expect(await saidOf(id)).toBe(0);
    expect(await count('incident_event where incident_id = $1', id)).toBe(facts);
    expect(await count(`secret_text where incident_id = $1 and what = 'note'`, id)).toBe(1);
    expect(await count('inbox where incident_id = $1', id)).toBe(1);
    expect(await foldMismatches(house.source, house.queries)).toEqual([]);
    expect((await house.queries.viewOf(id))?.incident.closure).not.toBeNull();
  });

  it.each(FRAME_KINDS)(
    'frames %s stay while a case is open or held, and where a helper is while she goes',
    async (shelf) => {
      const [open, held] = pendants;
      const openId = await house.press(open?.id ?? '');
      const heldId = await house.press(held?.id ?? '');
      await close(heldId);
      await put(`update outbox set state = 'sent', ended_at = created_at where incident_id = any($1)`, [
        openId,
        heldId,
      ]);
      await put(
        `insert into legal_hold (id, incident_id, reason, placed_at, placed_by) select 'hold', $1, 'accident', instant_of($2), account_id from account_role where role = 'admin' limit 1`,
        ...[heldId, house.clock.now()],
      );
      const helper = house.town.helpers[0]?.id;
      await put('delete from helper_position');
      await put(
        `insert into helper_position (helper_id, lat, lng, at, received_at) values ($1, 45.5, 126.5, instant_of($2), instant_of($2))`,
        ...[helper, house.clock.now()],
      );
      await put(
        `insert into assignment (id, incident_id, offer_id, helper_id, role, state, accepted_at, eta_at)
       values ('a', $1, 'o', $2, 'primary', 'departed', instant_of($3), instant_of($3))`,
        ...[openId, helper, house.clock.now()],
      );
      await put(
        `insert into device_seen (device_id, seen_at, lat, lng, positioned_at) values ($1, instant_of($2), 45.5, 126.5, instant_of($2))
       on conflict (device_id) do update set lat = 45.5, lng = 126.5, positioned_at = excluded.positioned_at`,
        ...[open?.id, house.clock.now()],
      );
      await putFrames(house.source, shelf);
      house.clock.advance('400 d');
      const kept = async () => ({
        raw: [(await frames(openId)).raw, (await frames(heldId)).raw],
        said: [await saidOf(openId), await saidOf(heldId)],
        helper: await count('helper_position'),
        fix: await count('device_seen where device_id = $1 and lat is not null', open?.id),
      });
      const before = await kept();
      expect(before).toMatchObject({ raw: [1, 1], helper: 1, fix: 1 });
      await goThrough();
      expect(await kept()).toEqual(before);

      await put(`update legal_hold set lifted_at = instant_of($1), lifted_by = placed_by`, house.clock.now());
      await put(`update assignment set state = 'finished'`);
      house.clock.advance('1 d');
      await goThrough();
      expect(await kept()).toEqual({ raw: [1, 0], said: [before.said[0], 0], helper: 0, fix: 1 });
    },
  );

  it('is kept for as long as its region says, from the day on which that holds', async () => {
    const [far] = pendants;
    const near = pendants.find(({ homeId }) => regionOf(homeId) !== regionOf(far?.homeId ?? ''));
    const fixes = async (): Promise<string[]> =>
      (
        (await house.source.query(`select device_id as id from device_seen where lat is not null`)) as { id: string }[]
      ).map(({ id }) => id);
    await put('delete from device_seen');
    for (const one of [far, near])
      await put(
        `insert into device_seen (device_id, seen_at, lat, lng, positioned_at) values ($1, instant_of($2), 45.5, 126.5, instant_of($2))`,
        ...[one?.id, ago(5)],
      );
    await put(
      `insert into region_setting (region_id, key, valid_from, value, source) values ($1, 'retention.device-fix', instant_of($2), '2', '县文件 7 号')`,
      ...[regionOf(far?.homeId ?? ''), ago(-1)],
    );
    await goThrough();
    expect((await fixes()).sort()).toEqual([far?.id, near?.id].sort());
    house.clock.advance('1 d');
    await goThrough();
    expect(await fixes()).toEqual([near?.id]);
    house.clock.advance('1 d');
    const [, run] = (await book.records(50)).filter(({ what }) => what === 'device-fix').reverse();
    expect(run?.cutOffs.own).toContainEqual({ regionId: regionOf(far?.homeId ?? ''), before: ago(3) });
  });
});

/** A complaint of a person, with a step of its trail whose words are sealed as well; `days` ago it was received, and its last step was `lastDays` ago. */
async function complaint(
  id: string,
  more: { readonly state: string; readonly person: number; readonly days: number; readonly lastDays: number },
): Promise<void> {
  const { seniorId, homeId } = pendants[more.person] ?? {};
  await put(
    `insert into care_complaint (id, version, state, kind, worker_id, senior_id, home_id, region_id, received_on, counts, fold, by_sealed, text_sealed,
       answer_sealed) values ($1, 1, $2, 'late', $3, $4, $5, $6, instant_of($7)::date, true, '{"finding": "founded"}', 'b', 't', 'a')`,
    ...[id, more.state, house.town.helpers[0]?.id, seniorId, homeId, regionOf(homeId ?? ''), ago(more.days)],
  );
  for (const [n, days] of [more.days, more.lastDays].entries())
    await put(
      `insert into quality_step (id, complaint_id, type, at, role, details, note_sealed) values ($1, $2, 'received', instant_of($3), 'county', '{}', 'n')`,
      ...[`${id}-${String(n)}`, id, ago(days)],
    );
}
const wordsLeft = async (): Promise<readonly string[]> =>
  (
    (await house.source.query(
      `select c.id from care_complaint c where num_nonnulls(c.by_sealed, c.text_sealed, c.answer_sealed) = 3
         and (select bool_and(q.note_sealed is not null) from quality_step q where q.complaint_id = c.id) order by c.id`,
    )) as { id: string }[]
  ).map(({ id }) => id);

describe('the words of a complaint', () => {
  it('go three years after its last step, and what was found stays', async () => {
    await complaint('old', { state: 'answered', person: 0, days: 1_200, lastDays: 1_100 });
    await complaint('answered-late', { state: 'answered', person: 0, days: 1_200, lastDays: 1_000 });
    await complaint('never-answered', { state: 'acknowledged', person: 0, days: 1_200, lastDays: 1_100 });
    await complaint('withdrawn', { state: 'withdrawn', person: 1, days: 1_200, lastDays: 1_199 });
    expect((await goThrough()).get('complaint-words')).toBe(2 + 4);
    expect(await wordsLeft()).toEqual(['answered-late', 'never-answered']);
    expect(
      await count(
        `care_complaint where id = 'old' and counts and fold ->> 'finding' = 'founded' and by_sealed is null and text_sealed is null and answer_sealed is null`,
      ),
    ).toBe(1);
    expect(await count(`quality_step where complaint_id = 'old' and type = 'received' and note_sealed is null`)).toBe(
      2,
    );
  });

  it('stay while it is held, or her worker is verified because of it', async () => {
    for (const [id, person] of [['held', 0] as const, ['verified', 1] as const])
      await complaint(id, { state: 'answered', person, days: 1_200, lastDays: 1_100 });
    await put(
      `insert into legal_hold (id, senior_id, reason, placed_at, placed_by) select 'hold', $1, 'complaint', instant_of($2), account_id from account_role where role = 'admin' limit 1`,
      ...[pendants[0]?.seniorId, house.clock.now()],
    );
    await put(
      `insert into care_verification (id, version, state, worker_id, region_id, opened_on, fold) values ('v', 1, 'open', $1, $2, '2023-01-01', $3)`,
      ...[house.town.helpers[0]?.id, regionOf(pendants[1]?.homeId ?? ''), { complaintIds: ['verified'] }],
    );
    await put(
      `insert into quality_step (id, verification_id, type, at, role, details, note_sealed) values ('heard', 'v', 'heard', instant_of($1), 'township', '{}', 'n')`,
      ago(1_150),
    );
    await goThrough();
    expect(await wordsLeft()).toEqual(['held', 'verified']);
    expect(await count(`quality_step where id = 'heard' and note_sealed is not null`)).toBe(1);

    await put(`update care_verification set state = 'closed', fold = '{"complaintIds": ["verified", "held"]}'`);
    house.clock.advance('1 d');
    await goThrough();
    expect(await wordsLeft()).toEqual(['held']);
    // what was heard is about the held one as well
    expect(await count(`quality_step where id = 'heard' and note_sealed is not null`)).toBe(1);

    await put(`update legal_hold set lifted_at = instant_of($1), lifted_by = placed_by`, house.clock.now());
    house.clock.advance('1 d');
    await goThrough();
    expect(await wordsLeft()).toEqual([]);
    expect(await count(`quality_step where note_sealed is not null`)).toBe(0);
  });

  it('are all that may be taken out of its trail', async () => {
    await complaint('one', { state: 'answered', person: 0, days: 2, lastDays: 1 });
    const refused = /quality_step is append-only/;
    await expect(put(`update quality_step set note_sealed = null, type = 'answered'`)).rejects.toThrow(refused);
    await expect(put(`update quality_step set note_sealed = 'other'`)).rejects.toThrow(refused);
    await expect(put(`delete from quality_step`)).rejects.toThrow(refused);
    await put(`update quality_step set note_sealed = null`);
    expect(await count('quality_step where note_sealed is not null')).toBe(0);
  });
});

const regionOf = (homeId: string): string => house.town.homes.find(({ id }) => id === homeId)?.regionId ?? '';

const manyReadings = async (n: number): Promise<void> => {
  await put(
    `insert into idempotency (account_id, key, body_hash, status, at)
     select 'account-operator', 'many-' || lpad(n::text, 6, '0'), 'h', 200, instant_of($1) from generate_series(1, $2::int) n`,
    ...[ago(30), n],
  );
  // everything else was gone through today
  for (const what of RETAINED_DATA_KINDS.filter((one) => one !== 'idempotency'))
    await put(
      `insert into retention_run (id, what, cut_offs, begun_at, begun_by, removed, batches, engines, last_at, ended_at)
       values ('today-' || $1, $1, '{"otherwise": 0, "own": []}', instant_of($2), 'e', 0, 1, '{e}', instant_of($2), instant_of($2))`,
      ...[what, house.clock.now()],
    );
};
const ofMany = async () => (await book.records(50)).find(({ what }) => what === 'idempotency');

describe('an engine that goes through it', () => {
  it('in small batches empties both places of frames, each once, wherever a batch ends', async () => {
    const all = pendants.slice(0, 5);
    const ids: IncidentId[] = [];
    for (const { id } of all.slice(0, 3)) ids.push(await house.press(id));
    await putFrames(house.source, 'among the texts');
    for (const { id } of all.slice(3)) ids.push(await house.press(id));
    for (const id of ids) await close(id);
    await allSaid();
    house.clock.advance('200 d');
    expect((await goThrough('engine-1', 2)).get('raw-frame')).toBe(5);
    for (const id of ids) expect(await frames(id)).toEqual({ raw: 0, read: 0 });
    expect((await book.records(50)).find(({ what }) => what === 'raw-frame')).toMatchObject({ removed: 5, batches: 3 });
  });

  it('and is killed in the middle of a batch has done nothing of it; the next one goes on with the day of the first', async () => {
    await manyReadings(25);
    expect(await step('first', 10)).toMatchObject({ removed: 10, ended: false });
    const dying = await openDatabase(database.url, { poolSize: 1, applicationName: 'dying-engine' });
    others.push(dying);
    const killed = new PostgresRetentionStore(dying);
    await expect(
      step('first', 10, {
        turn: (work) =>
          killed.turn((turn) =>
            work({
              ...bound(turn),
              // the rows are gone, and nobody has said so yet
              note: async (done) => {
                await put(
                  `select pg_terminate_backend(pid, 60000) from pg_stat_activity where application_name = 'dying-engine'`,
                );
                return turn.note(done);
              },
            }),
          ),
      }),
    ).rejects.toThrow();
    expect(await count(`idempotency where key like 'many-%'`)).toBe(15);
    expect(await ofMany()).toMatchObject({ removed: 10, batches: 1, endedAt: null, engines: ['first'] });

    const begun = house.clock.now();
    house.clock.advance('3 h');
    expect(await step('second', 10)).toMatchObject({ begun: false, removed: 10, total: 20 });
    expect(await step('second', 10)).toMatchObject({ removed: 5, total: 25, ended: true });
    expect(await step('second', 10)).toBeNull();
    expect(await ofMany()).toMatchObject({
      ...{ begunAt: begun, endedAt: house.clock.now(), removed: 25, batches: 3, engines: ['first', 'second'] },
      cutOffs: { otherwise: after(begun, duration(-7 * hours(24))) },
    });
    expect(await count(`idempotency where key like 'many-%'`)).toBe(0);
  });

  it('has its turn alone', async () => {
    await manyReadings(5);
    const second = await openDatabase(database.url, { poolSize: 2 });
    others.push(second);
    const other = new PostgresRetentionStore(second);
    const seen = await book.turn(() => other.turn(() => Promise.resolve('had its turn as well')));
    expect(seen).toBeNull();
    expect(await other.turn(() => Promise.resolve('its turn'))).toBe('its turn');
  });

  it('beside another one takes away what is old once, in one run, and counts it once', async () => {
    await manyReadings(200);
    const second = await openDatabase(database.url, { poolSize: 2 });
    others.push(second);
    const other = new PostgresRetentionStore(second);
    let removed = 0;
    for (let ended = false; !ended;) {
      const steps = await Promise.all([step('first', 7), step('second', 7, other)]);
      for (const done of steps) removed += done?.removed ?? 0;
      ended = steps.some((done) => done?.ended === true);
    }
    expect(removed).toBe(200);
    expect(await count(`idempotency where key like 'many-%'`)).toBe(0);
    expect(await ofMany()).toMatchObject({ removed: 200, endedAt: house.clock.now() });
    expect((await book.records(50)).filter(({ what }) => what === 'idempotency')).toHaveLength(1);
  });
});

const bound = <T extends object>(turn: T): T =>
  new Proxy(turn, {
    get: (of, name) => {
      const value: unknown = Reflect.get(of, name);
      return typeof value === 'function' ? (value.bind(of) as unknown) : value;
    },
  });
