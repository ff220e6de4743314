// Real: PostgreSQL, our migrations and statements, erasure. Not real: the decisions (they only say what they were given).
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  openIncidentStores,
  openDatabase,
  PostgresErasureStore,
  type IncidentStores,
} from '@silverbell/adapter-postgres';
import {
  after,
  as,
  hours,
  type AccountId,
  type DeviceId,
  type HomeId,
  type SeniorId,
  type TextId,
} from '@silverbell/kernel';
import { testDatabase, type TestDatabase } from '@silverbell/testing-world';
import {
  erasePerson,
  subjectOf,
  type InboxEntry,
  type AlertOutcome,
  type AlertSource,
  type KnownAlerts,
} from '@silverbell/usecases';
import { closing, goOn, GrowingIncident, raise, suiteStart } from '@silverbell/usecases/incident-store.suite';
import type { DataSource } from 'typeorm';
import { CHANGES, TOWN, type Sender } from './alert-facts-town.js';

const SECRET = 'a secret of this test, long enough';

let database: TestDatabase;
let source: DataSource;
let elsewhere: DataSource;
let cases: IncidentStores;
let towns = 0;

beforeAll(async () => {
  database = await testDatabase();
  source = await openDatabase(database.url, { poolSize: 6 });
  elsewhere = await openDatabase(database.url, { poolSize: 4 });
  cases = openIncidentStores(source, SECRET);
}, 120_000);
afterAll(async () => {
  await source.destroy();
  await elsewhere.destroy();
  await database.drop();
}, 60_000);

/** Another connection, which this process hears nothing of. */
const change = (sql: string, parameters: unknown[] = []): Promise<unknown> => elsewhere.query(sql, parameters);

/** A town of its own; its names begin with the answer. */
async function found(): Promise<string> {
  towns += 1;
  const name = `t${String(towns)}-`;
  await change(TOWN.replaceAll('@', name));
  return name;
}

const senderIn = (town: string, sender: Sender): AlertSource => {
  const device = (id: string, child: string | null = null): AlertSource => ({
    ...{ by: 'device', id: as<DeviceId>(`${town}${id}`), child },
  });
  switch (sender) {
    case 'button':
      return device('hub', 'button');
    case 'home':
      return { by: 'home', id: as<HomeId>(`${town}home`), deviceId: as<DeviceId>(`${town}hub`) };
    default:
      return device(sender);
  }
};

const deliveryOf = (from: AlertSource, name: string): InboxEntry => {
  const deviceId = from.by === 'home' ? from.deviceId : from.id;
  return {
    ...{
      id: as<TextId>(`${deviceId}-${name}`),
      engineId: 'one',
      deviceId,
      alertId: name,
      dedupeKey: name,
      kind: 'sos',
    },
    ...{ payloadHash: name, copies: null, redelivered: false, receivedAt: suiteStart, topic: 'care/v1/x/alert' },
    ...{ raw: new Uint8Array([1]), decoded: null },
  };
};

/** What alerts are decided on, without the names that differ by the try. */
const decisive = ({ device, recipients, incidentOf }: KnownAlerts): object => ({
  device,
  recipients,
  open: incidentOf('emergency'),
});

interface Tried {
  /** What each decision was given. */
  readonly seen: readonly object[];
  /** The alert that is written: "try-1", or of a later decision. */
  readonly written: string | undefined;
}

/** Presses; while the first decision is made, `meanwhile` happens. A decision raises, or joins what is open. */
async function press(from: AlertSource, meanwhile: () => Promise<unknown>): Promise<Tried> {
  const seen: object[] = [];
  const deviceId = from.by === 'home' ? from.deviceId : from.id;
  const decide = async (known: KnownAlerts): Promise<AlertOutcome<string>> => {
    seen.push(decisive(known));
    if (seen.length === 1) await meanwhile();
    const raised = GrowingIncident.raised(
      subjectOf(from, known.device),
      suiteStart,
      deviceId,
      `try-${String(seen.length)}`,
    );
    const { incident } = known.incidentOf('emergency');
    const [first] = raised.events;
    if (first?.type !== 'raised') throw new Error('not raised');
    const grown =
      incident === null ? raised : GrowingIncident.from(incident).and({ type: 'signal-joined', signal: first.signal });
    return { change: grown.change(), owner: 'home:x', answer: () => grown.after.id };
  };
  const id = await cases.store.withAlerts(from, [deliveryOf(from, 'press')], suiteStart, decide);
  const [row]: { alert: string }[] = await source.query(
    'select alert_id as alert from signal where incident_id = $1 order by position desc limit 1',
    [id],
  );
  return { seen, written: row?.alert };
}

/** What somebody who remembers nothing is given now. */
async function freshly(from: AlertSource): Promise<object> {
  const { store } = openIncidentStores(elsewhere, SECRET);
  return store.withAlerts(from, [deliveryOf(from, 'look')], suiteStart, (known) =>
    Promise.resolve({ change: null, owner: 'home:x', answer: () => decisive(known) }),
  );
}

describe('an alert is decided anew on what changed between load and write:', () => {
  it.each(Object.entries(CHANGES))('%s', async (_, { by = 'button', sql }) => {
    const town = await found();
    const from = senderIn(town, by);
    const { seen, written } = await press(from, () => change(sql.replaceAll('@', town)));
    expect(seen).toHaveLength(2);
    const [before, now] = seen;
    expect(now).not.toEqual(before);
    expect(written).toBe('try-2');
    // what decided is what is on file
    const { device, recipients } = (await freshly(from)) as ReturnType<typeof decisive> & Record<string, unknown>;
    expect(now).toMatchObject({ device, recipients });
  });

  it('a senior who is erased', async () => {
    const town = await found();
    const from = senderIn(town, 'button');
    const { seen, written } = await press(from, () =>
      erasePerson(
        { erasures: new PostgresErasureStore(elsewhere, cases.keys), clock: { now: () => suiteStart } },
        { seniorId: as<SeniorId>(`${town}gran`), by: as<AccountId>(`${town}li`), reason: 'own-wish' },
      ),
    );
    expect([seen.length, written]).toEqual([2, 'try-2']);
    expect(seen[0]).toMatchObject({ device: { seniorStatus: 'active' } });
    expect(seen[1]).toMatchObject({ device: { seniorStatus: 'moved' }, recipients: { contacts: [{ first: true }] } });
  });

  it('nothing that decides: it is decided once', async () => {
    const town = await found();
    const { seen, written } = await press(senderIn(town, 'button'), () =>
      change(`update senior set usually_at_home = 'mornings' where id = $1`, [`${town}gran`]),
    );
    expect([seen.length, written]).toEqual([1, 'try-1']);
  });
});

describe('an alert is decided anew on incidents that changed between load and write:', () => {
  const neighbour = (): IncidentStores['store'] => openIncidentStores(elsewhere, SECRET).store;
  const homeOf = (town: string) => ({ type: 'home', id: as<HomeId>(`${town}home`) }) as const;

  it('one that another engine opened is joined', async () => {
    const town = await found();
    const { seen, written } = await press(senderIn(town, 'button'), () =>
      raise(neighbour(), GrowingIncident.raised(homeOf(town))),
    );
    expect([seen.length, written]).toEqual([2, 'try-2']);
    expect(seen).toMatchObject([{ open: { incident: null } }, { open: { incident: { version: 1 } } }]);
    expect(await source.query('select version from incident where home_id = $1', [`${town}home`])).toEqual([
      { version: 2 },
    ]);
  });

  it('one that an operator attended is joined as it is then', async () => {
    const town = await found();
    const grown = GrowingIncident.raised(homeOf(town));
    await raise(cases.store, grown);
    const { seen, written } = await press(senderIn(town, 'button'), () =>
      goOn(neighbour(), grown.after.id, [{ type: 'attended', by: as<AccountId>('li') }]),
    );
    expect([seen.length, written]).toEqual([2, 'try-2']);
    expect(seen[1]).toMatchObject({ open: { incident: { id: grown.after.id, attention: { by: 'li' } } } });
  });

  it('one that an operator closed is not reopened: the press opens the next one', async () => {
    const town = await found();
    const grown = GrowingIncident.raised(homeOf(town));
    await raise(cases.store, grown);
    const { seen, written } = await press(senderIn(town, 'button'), () => goOn(neighbour(), grown.after.id, [closing]));
    expect([seen.length, written]).toEqual([2, 'try-2']);
    expect(seen[1]).toMatchObject({ open: { incident: null, lastClosed: { incidentId: grown.after.id } } });
    expect(await source.query('select open from incident where home_id = $1 order by number', [`${town}home`])).toEqual(
      [{ open: false }, { open: true }],
    );
  });

  it('one that was opened and closed meanwhile is the last closed one', async () => {
    const town = await found();
    const grown = GrowingIncident.raised(homeOf(town));
    const { seen, written } = await press(senderIn(town, 'button'), async () => {
      await raise(neighbour(), grown);
      await goOn(neighbour(), grown.after.id, [closing], after(suiteStart, hours(1)));
    });
    expect([seen.length, written]).toEqual([2, 'try-2']);
    expect(seen).toMatchObject([
      { open: { lastClosed: null } },
      { open: { lastClosed: { incidentId: grown.after.id, closedAt: after(suiteStart, hours(1)) } } },
    ]);
  });
});

describe('what alert_facts reads', () => {
  const SENDERS: readonly Sender[] = ['button', 'hub', 'home', 'lone', 'nobody'];
  const columns = Object.keys(CHANGES)
    .map((name) => name.split(' ')[0]?.split('.') ?? [])
    .map(([table, column]) => ({ table: table ?? '', column: column ?? '' }));

  /** Asks it for every sender as a role that may read these columns and nothing else; PostgreSQL refuses the others. */
  async function readWith(readable: typeof columns): Promise<string> {
    const town = await found();
    const runner = source.createQueryRunner();
    await runner.connect();
    try {
      await runner.query('begin');
      await runner.query('create role only_what_is_changed');
      for (const { table, column } of readable)
        await runner.query(
          `grant select (${column === '*' ? (await allOf(table)).join(', ') : `"${column}"`}) on ${table} to only_what_is_changed`,
        );
      await runner.query('set local role only_what_is_changed');
      for (const sender of SENDERS) {
        const from = senderIn(town, sender);
        await runner.query('select alert_facts($1, $2, $3)', [
          ...(from.by === 'home' ? [null, null, from.id] : [from.id, from.child, null]),
        ]);
      }
      return 'read';
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    } finally {
      await runner.query('rollback');
      await runner.release();
    }
  }
  const allOf = async (table: string): Promise<readonly string[]> =>
    (
      (await source.query(
        `select quote_ident(attname) as name from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped`,
        [table],
      )) as { name: string }[]
    ).map(({ name }) => name);
  /** A device is read as a whole row; which of its columns decide, the text of the function says. */
  const WHOLE = { table: 'device', column: '*' };
  const others = columns.filter(({ table }) => table !== 'device');

  it('is changed above: it needs no table and no column beside those', async () => {
    expect(await readWith([...others, WHOLE])).toBe('read');
    const [row]: { text: string }[] = await source.query(
      `select regexp_replace(regexp_replace(prosrc, '--[^\\n]*', '', 'g'), '''[^'']*''', '', 'g') as text from pg_proc where proname = 'alert_facts'`,
    );
    const named = (await allOf('device')).filter((name) => new RegExp(`\\b${name}\\b`).test(row?.text ?? ''));
    expect(named).toContain('status');
    expect(columns.filter(({ table }) => table === 'device').map(({ column }) => column)).toEqual(
      expect.arrayContaining(named),
    );
  });

  it('is all of it: without any one of those columns it cannot answer', async () => {
    for (const missing of others) {
      const rest = others.filter(({ table, column }) => table !== missing.table || column !== missing.column);
      expect(await readWith([...rest, WHOLE])).toMatch(`permission denied for table ${missing.table}`);
    }
  });
});
