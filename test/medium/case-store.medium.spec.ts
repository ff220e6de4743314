// Real: PostgreSQL, our migrations, our statements, encryption. Not real: the people and the decisions (facts are written by hand).
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { isTemporary, openCases, openDatabase, PgWake, PgWakeListener, type Cases } from '@silverbell/adapter-postgres';
import { defaultPolicy, type Fact, type Incident } from '@silverbell/incident';
import { after, as, instant, seconds, type AccountId, type AssignmentId, type DeviceId, type HelperId, type IncidentId, type Instant, type OfferId, type RegionId, type SeniorId, type TextId } from '@silverbell/kernel';
import { testDatabase, type TestDatabase } from '@silverbell/testing-world';
import { acceptance, aHome, goOn, GrowingCase, offerTo, promisesOfACaseStore, raise, suiteStart } from '@silverbell/usecases/case-store.suite';
import type { OutboxRow } from '@silverbell/usecases';
import type { DataSource } from 'typeorm';

const SECRET = 'a secret of this test';
const opened: { source: DataSource; database: TestDatabase }[] = [];

async function freshCases(): Promise<Cases & { source: DataSource; url: string }> {
  const database = await testDatabase();
  const source = await openDatabase(database.url, { poolSize: 8 });
  opened.push({ source, database });
  return { ...openCases(source, SECRET), source, url: database.url };
}

async function closeAll(): Promise<void> {
  await Promise.all(
    opened.splice(0).map(async ({ source, database }) => {
      await source.destroy();
      await database.drop();
    }),
  );
}

afterAll(closeAll, 60_000);

promisesOfACaseStore(async () => (await freshCases()).store);

const ask = (source: DataSource, sql: string, parameters: unknown[] = []): Promise<Record<string, unknown>[]> => source.query(sql, parameters);

/** A second process: its own pool, its own memory of keys and policies. */
async function anotherProcess(url: string): Promise<Cases & { source: DataSource; close(): Promise<void> }> {
  const source = await openDatabase(url, { poolSize: 4 });
  return { ...openCases(source, SECRET), source, close: () => source.destroy() };
}

describe('the tables of cases', () => {
  let cases: Awaited<ReturnType<typeof freshCases>>;
  let grown: GrowingCase;
  const [wang, zhao] = [as<HelperId>('wang'), as<HelperId>('zhao')];

  beforeAll(async () => {
    cases = await freshCases();
    grown = GrowingCase.raised();
    await raise(cases.store, grown);
    await goOn(cases.store, grown.after.id, [
      offerTo(wang, as<OfferId>('o-wang')),
      offerTo(zhao, as<OfferId>('o-zhao')),
      acceptance(wang, as<OfferId>('o-wang'), as<AssignmentId>('a-wang')),
      acceptance(zhao, as<OfferId>('o-zhao'), as<AssignmentId>('a-zhao'), 'backup'),
    ]);
  });

  it('refuse an open case in which nothing is due', async () => {
    await expect(raise(cases.store, GrowingCase.raised(), { nextDueAt: null })).rejects.toThrow('incident_open_has_next_due');
    await expect(ask(cases.source, 'update incident set next_due_at = null where id = $1', [grown.after.id])).rejects.toThrow(
      'incident_open_has_next_due',
    );
  });

  it('refuse a second open case of one subject and family', async () => {
    const copied = ask(
      cases.source,
      `insert into incident select (jsonb_populate_record(i, '{"id": "second", "number": 999999}')).* from incident i where id = $1`,
      [grown.after.id],
    );
    await expect(copied).rejects.toThrow('incident_one_open');
  });

  it('refuse a second live primary', async () => {
    await expect(ask(cases.source, `update assignment set role = 'primary' where id = 'a-zhao'`)).rejects.toThrow('assignment_one_live_primary');
  });

  it('let two people change places in one fact', async () => {
    const swap = (assignmentId: string, helperId: HelperId, from: 'primary' | 'backup', to: 'primary' | 'backup'): Fact => ({
      type: 'role-changed', assignmentId: as<AssignmentId>(assignmentId), helperId, from, to, reason: 'nearer',
    });
    await goOn(cases.store, grown.after.id, [swap('a-zhao', zhao, 'backup', 'primary'), swap('a-wang', wang, 'primary', 'backup')]);
    expect(await ask(cases.source, 'select id, role from assignment order by id')).toEqual([
      { id: 'a-wang', role: 'backup' },
      { id: 'a-zhao', role: 'primary' },
    ]);
  });

  it.each(['update incident_event set type = type', 'delete from incident_event', 'truncate incident_event'])(
    'never let the log be edited: %s',
    async (sql) => {
      await expect(ask(cases.source, sql)).rejects.toThrow('append-only');
    },
  );

  it('keep the policy once, not in every case and every log', async () => {
    expect(await ask(cases.source, 'select key from policy')).toEqual([{ key: defaultPolicy.key }]);
    expect(await ask(cases.source, `select state -> 'policy' as policy from incident`)).toEqual([{ policy: { key: defaultPolicy.key } }]);
    expect(await ask(cases.source, `select body -> 'policy' as policy from incident_event where seq = 1`)).toEqual([{ policy: { key: defaultPolicy.key } }]);
  });

  it('are read by another process as they were written by this one', async () => {
    const other = await anotherProcess(cases.url);
    try {
      const file = await other.queries.byId(grown.after.id);
      expect(file?.events[0]).toEqual(grown.events[0]);
      expect(file?.events.map((event) => event.seq)).toEqual([1, 2, 3, 4, 5, 6, 7]);
      expect(file?.incident.version).toBe(7);
    } finally {
      await other.close();
    }
  });
});

describe('under contention', () => {
  it('a case is read as it is after the wait, not as it was before', async () => {
    const { store, source } = await freshCases();
    const grown = GrowingCase.raised();
    await raise(store, grown);
    const li = as<AccountId>('li');
    let second: Promise<Incident | null | undefined> = Promise.resolve(null);
    await store.transaction(async (tx) => {
      const first = await tx.lock({ by: 'incident', id: grown.after.id }, { now: suiteStart });
      second = store.transaction(async (other) => (await other.lock({ by: 'incident', id: grown.after.id }, { now: suiteStart }))?.incident);
      await waitsForALock(source);
      if (!first?.incident) throw new Error('lost');
      await tx.save(GrowingCase.from(first.incident).and({ type: 'attended', by: li }).change());
    });
    expect((await second)?.attention).toMatchObject({ state: 'attended', by: li });
  });

  it('twenty engines’ worth of presses on one home make one case with every press in it', async () => {
    const { store, url } = await freshCases();
    const other = await anotherProcess(url);
    const subject = aHome();
    const press = (keeper: Cases['store'], n: number) =>
      keeper.transaction(async (tx) => {
        const locked = await tx.lock({ by: 'subject', subject, family: 'emergency' }, { now: suiteStart });
        const fresh = GrowingCase.raised(subject, suiteStart, as<DeviceId>(`d${n}`), 'a');
        const raised = fresh.events[0];
        if (raised?.type !== 'raised') throw new Error('not raised');
        const next = locked?.incident ? GrowingCase.from(locked.incident).and({ type: 'signal-joined', signal: raised.signal }) : fresh;
        await tx.save(next.change());
        return next.after.id;
      });
    try {
      const ids = await Promise.all(Array.from({ length: 20 }, (_, n) => press(n % 2 ? store : other.store, n)));
      expect(new Set(ids).size).toBe(1);
      const found = await store.transaction((tx) => tx.lock({ by: 'subject', subject, family: 'emergency' }, { now: suiteStart }));
      expect(found?.incident?.signalCount).toBe(20);
    } finally {
      await other.close();
    }
  });

  it('work that reads over the same pool never starves the transactions it is part of', async () => {
    const { store, source } = await freshCases();
    const all = Array.from({ length: 30 }, () =>
      store.transaction(async (tx) => {
        await tx.lock({ by: 'subject', subject: aHome(), family: 'emergency' }, { now: suiteStart });
        await ask(source, 'select 1');
      }),
    );
    await expect(Promise.all(all)).resolves.toHaveLength(30);
  });

  it('what somebody is working on is not listed as due', async () => {
    const { store } = await freshCases();
    const [busy, free] = [GrowingCase.raised(), GrowingCase.raised()];
    for (const grown of [busy, free]) await raise(store, grown, { nextDueAt: suiteStart });
    await store.transaction(async (tx) => {
      await tx.lock({ by: 'incident', id: busy.after.id }, { now: suiteStart });
      expect((await store.due(suiteStart, 10)).map(({ id }) => id)).toEqual([free.after.id]);
    });
    expect(await store.due(suiteStart, 10)).toHaveLength(2);
  });

  it('work that swallows a failed statement is not taken for committed', async () => {
    const { store } = await freshCases();
    const swallowing = store.transaction(async (tx) => {
      const grown = GrowingCase.raised();
      await tx.lock({ by: 'subject', subject: grown.after.subject, family: 'emergency' }, { now: suiteStart });
      await tx.save(grown.change({ nextDueAt: null })).catch(() => undefined);
      return 'committed';
    });
    await expect(swallowing).rejects.toThrow('incident_open_has_next_due');
  });

  it('a lock that nobody gives back is a temporary failure, and the device asks again', async () => {
    const { store, source } = await freshCases();
    const grown = GrowingCase.raised();
    await raise(store, grown);
    const holder = source.createQueryRunner();
    await holder.query('begin');
    await holder.query('select from subject for update');
    const waiting: unknown = await store.transaction((tx) => tx.lock({ by: 'incident', id: grown.after.id }, { now: suiteStart })).catch((error: unknown) => error);
    await holder.query('rollback');
    await holder.release();
    expect(isTemporary(waiting)).toBe(true);
  });

  async function waitsForALock(source: DataSource): Promise<void> {
    for (;;) {
      const rows = await ask(source, `select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`);
      if (rows.length > 0) return;
    }
  }
});

describe('a failure', () => {
  it('is temporary when the database is gone, and only then', async () => {
    const { store, source } = await freshCases();
    const wrong: unknown = await ask(source, 'select 1 / 0').catch((error: unknown) => error);
    expect(isTemporary(wrong)).toBe(false);
    const cut: unknown = await store
      .transaction(async (tx) => {
        await ask(source, `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`);
        await tx.lock({ by: 'subject', subject: aHome(), family: 'emergency' }, { now: suiteStart });
      })
      .catch((error: unknown) => error);
    expect([cut, isTemporary(cut)]).toEqual([expect.anything(), true]);
    await expect(store.nextDueAt()).resolves.toBeNull();
  });

  it('to reach the database is temporary', async () => {
    const refused: unknown = await openDatabase('postgres://nobody@127.0.0.1:1/none').catch((error: unknown) => error);
    expect(isTemporary(refused)).toBe(true);
  });
});

describe('an alert with an impossible id', () => {
  it('is kept, readable as far as it can be', async () => {
    const { store, queries } = await freshCases();
    const grown = GrowingCase.raised(aHome(), suiteStart, as<DeviceId>('d'), 'press\0\uD83D');
    await raise(store, grown);
    expect((await queries.viewOf(grown.after.id))?.incident.alerts[0]?.alertId).toBe('press\uFFFD\uFFFD');
  });
});

describe('what people said', () => {
  const text = (id: string, owner: string, body: string | Uint8Array = '老人说没事') => ({
    id: as<TextId>(id), owner, what: typeof body === 'string' ? ('note' as const) : ('raw-frame' as const), body,
  });

  it('is read back as it was written, words and bytes', async () => {
    const { store, keys, queries } = await freshCases();
    const grown = GrowingCase.raised();
    const raw = new Uint8Array([0, 255, 128, 7]);
    await raise(store, grown, { texts: [text('t1', 'senior:zhang'), text('t2', 'senior:zhang', raw)] });
    expect(await keys.readTexts([as<TextId>('t1'), as<TextId>('t2'), as<TextId>('none')])).toEqual(new Map<string, unknown>([['t1', '老人说没事'], ['t2', raw]]));
    expect((await queries.byId(grown.after.id))?.texts).toEqual(new Map([['t1', '老人说没事']]));
  });

  it('is not in the database in any readable form', async () => {
    const { store, source } = await freshCases();
    await raise(store, GrowingCase.raised(), { texts: [text('t1', 'senior:zhang', 'plain words')] });
    const found = await ask(source, `select count(*)::int as n from secret_text where position('plain words'::bytea in sealed) > 0`);
    expect(found).toEqual([{ n: 0 }]);
  });

  it('is unreadable for ever once the key of the person is erased, and hers alone', async () => {
    const { store, keys, queries, url } = await freshCases();
    const grown = GrowingCase.raised();
    await raise(store, grown, { texts: [text('t1', 'senior:zhang'), text('t2', 'senior:li')] });
    const other = await anotherProcess(url);
    try {
      expect(await other.keys.erase('senior:zhang', suiteStart)).toBe(true);
    } finally {
      await other.close();
    }
    expect(await keys.readTexts([as<TextId>('t1'), as<TextId>('t2')])).toEqual(new Map([['t1', null], ['t2', '老人说没事']]));
    expect((await queries.byId(grown.after.id))?.texts.get(as<TextId>('t1'))).toBeNull();
    expect(await keys.erase('senior:zhang', suiteStart)).toBe(false);
  });

  it('gets a new key after an erasure that this process had not heard of', async () => {
    const { store, keys, url } = await freshCases();
    await raise(store, GrowingCase.raised(), { texts: [text('t1', 'senior:zhang')] });
    const other = await anotherProcess(url);
    await other.keys.erase('senior:zhang', suiteStart);
    await other.close();
    await raise(store, GrowingCase.raised(), { texts: [text('t2', 'senior:zhang', 'later')] });
    expect(await keys.readTexts([as<TextId>('t1'), as<TextId>('t2')])).toEqual(new Map([['t1', null], ['t2', 'later']]));
  });

  it('gets one key when two processes meet a person for the first time at once', async () => {
    const { store, keys, url, source } = await freshCases();
    const other = await anotherProcess(url);
    try {
      await Promise.all(
        [store, other.store, store, other.store].map((keeper, n) => raise(keeper, GrowingCase.raised(), { texts: [text(`t${n}`, 'senior:zhang', `word ${n}`)] })),
      );
    } finally {
      await other.close();
    }
    expect(await ask(source, 'select count(*)::int as n from person_key')).toEqual([{ n: 1 }]);
    expect([...(await keys.readTexts(['t0', 't1', 't2', 't3'].map((id) => as<TextId>(id)))).values()].sort()).toEqual(['word 0', 'word 1', 'word 2', 'word 3']);
  });

  it('leaves no key behind when the transaction that made it failed', async () => {
    const { store, keys } = await freshCases();
    await expect(raise(store, GrowingCase.raised(), { nextDueAt: null, texts: [text('t1', 'senior:zhang')] })).rejects.toThrow();
    await raise(store, GrowingCase.raised(), { texts: [text('t2', 'senior:zhang', 'kept')] });
    expect((await keys.readTexts([as<TextId>('t2')])).get(as<TextId>('t2'))).toBe('kept');
  });

  it('needs the secret it was written with, and a boot with another one is refused', async () => {
    const { store, source, keys } = await freshCases();
    await raise(store, GrowingCase.raised(), { texts: [text('t1', 'senior:zhang')] });
    await expect(keys.assertSecretFits()).resolves.toBeUndefined();
    const stranger = openCases(source, 'another secret');
    await expect(stranger.keys.assertSecretFits()).rejects.toThrow('SILVERBELL_SECRET');
    expect((await stranger.keys.readTexts([as<TextId>('t1')])).get(as<TextId>('t1'))).toBeNull();
  });
});

describe('the outbox', () => {
  const now = suiteStart;
  const lease = after(now, seconds(30));
  const receipt = (incident: Incident, stage: 'received' | 'closed' | 'attended', again = false): OutboxRow['body'] => ({
    kind: 'receipt', channel: 'device', deviceId: as<DeviceId>('d1'), alertId: 'a1', stage, again, silent: incident.silent, etaMinutes: null, helperId: null,
  });
  const row = (incident: Incident, id: string, more: Partial<OutboxRow> = {}): OutboxRow => ({
    id, incidentId: incident.id, channel: 'device', recipient: 'device:d1', body: receipt(incident, 'attended'), urgency: 1, createdAt: now, notAfter: null, ...more,
  });
  const raisedWith = async (rows: (incident: Incident) => readonly OutboxRow[]) => {
    const cases = await freshCases();
    const grown = GrowingCase.raised();
    await raise(cases.store, grown, { outbox: rows(grown.after) });
    return { ...cases, incident: grown.after };
  };
  const everything = { channels: ['device', 'socket', 'sms', 'voice'], limit: 100, now, leaseUntil: lease } as const;

  it('gives the most urgent first, with what was written', async () => {
    const { outbox, incident } = await raisedWith((i) => [row(i, 'later', { urgency: 4 }), row(i, 'first', { urgency: 0, notAfter: lease })]);
    expect(await outbox.claim(everything)).toEqual([
      { ...row(incident, 'first', { urgency: 0, notAfter: lease }), attempts: 1 },
      { ...row(incident, 'later', { urgency: 4 }), attempts: 1 },
    ]);
  });

  it('never gives one row to two claimers', async () => {
    const { outbox } = await raisedWith((i) => Array.from({ length: 40 }, (_, n) => row(i, `r${n}`)));
    const claims = await Promise.all(Array.from({ length: 8 }, () => outbox.claim({ ...everything, limit: 10 })));
    const ids = claims.flat().map((claimed) => claimed.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(await outbox.claim(everything)).toHaveLength(40 - ids.length);
  });

  it('gives a row again when its claimer died, counting the attempts', async () => {
    const { outbox } = await raisedWith((i) => [row(i, 'r')]);
    await outbox.claim(everything);
    expect(await outbox.claim(everything)).toEqual([]);
    const again = await outbox.claim({ ...everything, now: lease, leaseUntil: after(lease, seconds(30)) });
    expect(again.map(({ id, attempts }) => [id, attempts])).toEqual([['r', 2]]);
  });

  it('gives only the channels and recipients that were asked for', async () => {
    const { outbox } = await raisedWith((i) => [row(i, 'd'), row(i, 's', { channel: 'socket', recipient: 'helper:wang' }), row(i, 't', { channel: 'socket', recipient: 'helper:zhao' })]);
    const claimed = await outbox.claim({ ...everything, channels: ['socket'], recipients: ['helper:wang', 'helper:nobody'] });
    expect(claimed.map(({ id }) => id)).toEqual(['s']);
  });

  it('skips what came too late, with the reason', async () => {
    const { outbox, source } = await raisedWith((i) => [row(i, 'late', { notAfter: instant(now + 1_000) }), row(i, 'good')]);
    const claimed = await outbox.claim({ ...everything, now: instant(now + 2_000) });
    expect(claimed.map(({ id }) => id)).toEqual(['good']);
    expect(await ask(source, `select state, error from outbox where id = 'late'`)).toEqual([{ state: 'skipped', error: 'too-late' }]);
  });

  it('waits before it gives a row that was put back', async () => {
    const { outbox } = await raisedWith((i) => [row(i, 'r')]);
    await outbox.claim(everything);
    await outbox.putBack('r', instant(now + 2_000), 'line busy');
    expect(await outbox.claim({ ...everything, now: instant(now + 1_999) })).toEqual([]);
    expect(await outbox.claim({ ...everything, now: instant(now + 2_000) })).toHaveLength(1);
  });

  it('goes forwards only: sent, then delivered, and nothing takes that back', async () => {
    const { outbox, source } = await raisedWith((i) => [row(i, 'r')]);
    await outbox.claim(everything);
    for (const state of ['sent', 'delivered', 'sent', 'failed'] as const) await outbox.mark([{ id: 'r', state }], now);
    expect(await ask(source, 'select state from outbox')).toEqual([{ state: 'delivered' }]);
    expect(await outbox.claim({ ...everything, now: lease })).toEqual([]);
  });

  it('knows its backlog', async () => {
    const { outbox } = await raisedWith((i) => [row(i, 'r'), row(i, 's', { createdAt: instant(now - 5_000) })]);
    expect(await outbox.backlog(now)).toEqual({ count: 2, oldest: now - 5_000 });
    await outbox.claim(everything);
    expect(await outbox.backlog(now)).toEqual({ count: 0, oldest: null });
  });

  it('says "received" once per alert and case; what is said again is marked as said again', async () => {
    const { source, store, incident } = await raisedWith((i) => [row(i, 'r', { body: receipt(i, 'received') }), row(i, 'again', { body: receipt(i, 'received', true) })]);
    await expect(ask(source, `insert into outbox select (jsonb_populate_record(o, '{"id": "twice"}')).* from outbox o where id = 'r'`)).rejects.toThrow('outbox_receipt_once');
    await store.transaction(async (tx) => {
      const locked = await tx.lock({ by: 'incident', id: incident.id }, { now });
      if (!locked?.incident) throw new Error('lost');
      await tx.save(GrowingCase.from(locked.incident).and({ type: 'hold-ended' }).change({ outbox: [row(incident, 'other-kind', { body: receipt(incident, 'received') })] }));
    });
    expect(await ask(source, `select id, body -> 'again' as again from outbox order by id`)).toEqual([
      { id: 'again', again: true },
      { id: 'other-kind', again: true },
      { id: 'r', again: false },
    ]);
  });
});

describe('lists for people', () => {
  const closing: Fact = { type: 'closed', outcome: 'reassured', note: null, proofText: null, proofFields: [], followUpDueAt: null };

  it('show open cases most severe and longest waiting first, page by page', async () => {
    const { store, queries } = await freshCases();
    const raised: IncidentId[] = [];
    for (const wait of [3, 1, 2]) {
      const grown = GrowingCase.raised(aHome(), after(suiteStart, seconds(wait)));
      raised[wait] = grown.after.id;
      await raise(store, grown);
    }
    const first = await queries.listOpen({ regionIds: null, cursor: null, limit: 2 });
    const second = await queries.listOpen({ regionIds: null, cursor: first.nextCursor, limit: 2 });
    expect([...first.items, ...second.items].map(({ incident }) => incident.id)).toEqual([raised[1], raised[2], raised[3]]);
    expect([typeof first.nextCursor, second.nextCursor]).toEqual(['string', null]);
    expect((await queries.listOpen({ regionIds: null, cursor: 'rubbish', limit: 9 })).items).toHaveLength(3);
  });

  it('show closed cases latest first, and open ones not', async () => {
    const { store, queries } = await freshCases();
    const ids: IncidentId[] = [];
    for (const wait of [1, 2, 3]) {
      const grown = GrowingCase.raised();
      await raise(store, grown);
      await goOn(store, grown.after.id, [closing], after(suiteStart, seconds(wait)));
      ids.unshift(grown.after.id);
    }
    await raise(store, GrowingCase.raised());
    const first = await queries.listClosed({ regionIds: null, cursor: null, limit: 2 });
    const second = await queries.listClosed({ regionIds: null, cursor: first.nextCursor, limit: 2 });
    expect([...first.items, ...second.items].map(({ incident }) => incident.id)).toEqual(ids);
  });

  it('show a region its own cases only', async () => {
    const { store, queries } = await freshCases();
    const grown = GrowingCase.raised();
    await raise(store, grown);
    const [here, elsewhere] = [[as<RegionId>('region-1')], [as<RegionId>('region-2')]];
    expect((await queries.listOpen({ regionIds: here, cursor: null, limit: 9 })).items).toHaveLength(1);
    expect((await queries.listOpen({ regionIds: elsewhere, cursor: null, limit: 9 })).items).toEqual([]);
    expect(await queries.openVersions(elsewhere)).toEqual([]);
  });

  it('say which version a case is at, and what changed since', async () => {
    const { store, queries } = await freshCases();
    const grown = GrowingCase.raised();
    await raise(store, grown);
    const later: Instant = after(suiteStart, seconds(9));
    await goOn(store, grown.after.id, [{ type: 'attended', by: as<AccountId>('li') }], later);
    const version = { id: grown.after.id, version: 2, phase: 'attended', open: true, regionId: 'region-1', seniorIds: grown.after.facts.seniorIds, lastChangeAt: later };
    expect(await queries.openVersions(null)).toEqual([version]);
    expect(await queries.versionsChangedSince(later, null)).toEqual([version]);
    expect(await queries.versionsChangedSince(instant(later + 1), null)).toEqual([]);
  });

  it('give a helper her offers and her assignments, with their cases', async () => {
    const { store, queries } = await freshCases();
    const grown = GrowingCase.raised();
    await raise(store, grown);
    const [wang, offerId, assignmentId] = [as<HelperId>('wang'), as<OfferId>('o1'), as<AssignmentId>('a1')];
    await goOn(store, grown.after.id, [offerTo(wang, offerId)]);
    expect(await queries.offersOf(wang, ['open'])).toMatchObject([{ number: 1, offer: { id: 'o1', state: 'open' }, incident: { id: grown.after.id } }]);
    await goOn(store, grown.after.id, [acceptance(wang, offerId, assignmentId)]);
    expect(await queries.offersOf(wang, ['open'])).toEqual([]);
    expect(await queries.assignmentsOf(wang, 'live')).toMatchObject([{ assignment: { id: 'a1', role: 'primary' } }]);
    await goOn(store, grown.after.id, [{ type: 'withdrawn', assignmentId, helperId: wang, reason: 'breakdown' }]);
    expect(await queries.assignmentsOf(wang, 'live')).toEqual([]);
    expect(await queries.assignmentsOf(wang, 'recent')).toMatchObject([{ assignment: { state: 'withdrawn' } }]);
    expect(await queries.offersOf(as<HelperId>('zhao'), ['open', 'accepted'])).toEqual([]);
  });

  it('give a family the open cases of its seniors, and the closed ones it asks for', async () => {
    const { store, queries } = await freshCases();
    const grown = GrowingCase.raised();
    await raise(store, grown);
    await raise(store, GrowingCase.raised());
    const hers = grown.after.facts.seniorIds;
    expect((await queries.openIncidentsOfSeniors(hers)).map(({ incident }) => incident.id)).toEqual([grown.after.id]);
    await goOn(store, grown.after.id, [closing]);
    expect(await queries.openIncidentsOfSeniors(hers)).toEqual([]);
    expect(await queries.casesOfSeniors(hers, suiteStart)).toHaveLength(1);
    expect(await queries.casesOfSeniors([as<SeniorId>('stranger')], suiteStart)).toEqual([]);
  });
});

describe('what devices said last', () => {
  const silent = { online: null, batteryPct: null, rssiDbm: null, firmware: null, network: null, position: null };
  const [d1, d2] = [as<DeviceId>('d1'), as<DeviceId>('d2')];

  it('is kept per question: a heartbeat without a position does not take the last one away', async () => {
    const { deviceSeen } = await freshCases();
    const position = { point: { lat: 30.25, lng: 120.15 } as never, accuracyM: 8, fixAt: null, source: 'gnss' };
    const later = after(suiteStart, seconds(5));
    await deviceSeen.see([{ ...silent, deviceId: d1, seenAt: suiteStart, batteryPct: 80, position }, { ...silent, deviceId: d2, seenAt: suiteStart, online: true }]);
    await deviceSeen.see([{ ...silent, deviceId: d1, seenAt: later, batteryPct: 79 }, { ...silent, deviceId: d1, seenAt: suiteStart, batteryPct: 99 }]);
    expect(await deviceSeen.lastSeen([d1, d2])).toEqual(
      new Map([
        [d1, { ...silent, deviceId: d1, seenAt: later, batteryPct: 79, position, positionedAt: suiteStart }],
        [d2, { ...silent, deviceId: d2, seenAt: suiteStart, online: true, positionedAt: null }],
      ]),
    );
  });

  it('is not turned back by a message that came late', async () => {
    const { deviceSeen } = await freshCases();
    await deviceSeen.see([{ ...silent, deviceId: d1, seenAt: after(suiteStart, seconds(9)), batteryPct: 50 }]);
    await deviceSeen.see([{ ...silent, deviceId: d1, seenAt: suiteStart, batteryPct: 90 }]);
    expect((await deviceSeen.lastSeen([d1])).get(d1)?.batteryPct).toBe(50);
  });
});

describe('waking', () => {
  const eventually = async (true_: () => boolean): Promise<void> => {
    while (!true_()) await new Promise((next) => setImmediate(next));
  };

  it('reaches every listener once for many wakes of one moment', async () => {
    const { url } = await freshCases();
    const heard: string[] = [];
    const listener = await PgWakeListener.start({ url }, (what) => heard.push(what));
    const wake = new PgWake({ url });
    expect(heard.splice(0)).toEqual(['cases', 'outbox', 'deadlines']);
    try {
      for (let n = 0; n < 100; n += 1) wake.wake('cases');
      wake.wake('outbox');
      await eventually(() => heard.includes('outbox'));
      expect(heard).toEqual(['cases', 'cases', 'outbox']);
    } finally {
      await wake.close();
      await listener.close();
    }
  });

  it('comes back by itself after the connections were cut, and counts everything as woken', async () => {
    const { url, source } = await freshCases();
    const heard: string[] = [];
    const trouble: string[] = [];
    const options = { url, onTrouble: (error: Error) => trouble.push(error.message) };
    const listener = await PgWakeListener.start(options, (what) => heard.push(what));
    const wake = new PgWake(options);
    try {
      wake.wake('cases');
      await eventually(() => heard.length === 4);
      await ask(source, `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name like '%-listen' or application_name like '%-wake'`);
      await eventually(() => heard.length === 7);
      expect(listener.listening).toBe(true);
      while (heard.length < 8) {
        wake.wake('deadlines');
        await new Promise((next) => setTimeout(next, 5));
      }
      expect(heard[7]).toBe('deadlines');
      expect(trouble.length).toBeGreaterThan(0);
    } finally {
      await wake.close();
      await listener.close();
    }
  });
});
