// Real: PostgreSQL, our migrations and statements. Not real: the decisions (facts are written by hand).
import { afterEach, describe, expect, it } from '@jest/globals';
import {
  isTemporary,
  openIncidentStores,
  openDatabase,
  openCommandPool,
  type IncidentStores,
} from '@silverbell/adapter-postgres';
import { as, type AccountId, type DeviceId } from '@silverbell/kernel';
import {
  aHome,
  emergencyAt,
  goOn,
  GrowingIncident,
  look,
  promisesOfAnIncidentStore,
  raise,
  suiteStart,
  theOneIn,
} from '@silverbell/usecases/incident-store.suite';
import type { DataSource } from 'typeorm';
import { anotherProcess, ask, freshIncidents, SECRET } from './fresh-cases.js';
import { foundRegion } from './neighbourhood.js';

const neighbours: { close(): Promise<void> }[] = [];
let url = '';
afterEach(async () => {
  for (const one of neighbours.splice(0)) await one.close();
});

promisesOfAnIncidentStore(
  async () => {
    const made = await freshIncidents();
    await foundRegion(made.source);
    url = made.url;
    return made.store;
  },
  async () => {
    const other = await anotherProcess(url);
    neighbours.push(other);
    return other.store;
  },
);

/** Somebody else works on every subject, until `release`. */
async function holdEverySubject(source: DataSource): Promise<() => Promise<void>> {
  const holder = source.createQueryRunner();
  await holder.query('begin');
  await holder.query('select from subject for update');
  return async () => {
    await holder.query('rollback');
    await holder.release();
  };
}

describe('under contention', () => {
  it('a command waits for whoever holds its subject, and is decided on what is there then', async () => {
    const { store, source, url } = await freshIncidents();
    const other = await anotherProcess(url);
    try {
      const grown = GrowingIncident.raised();
      await raise(store, grown);
      const [li, chen] = [as<AccountId>('li'), as<AccountId>('chen')];
      const seen: string[] = [];
      const release = await holdEverySubject(source);
      const waiting = other.store.withIncident({ by: 'incident', id: grown.after.id }, { now: suiteStart }, (found) => {
        const incident = theOneIn(found);
        seen.push(incident.attention.state);
        const next = GrowingIncident.from(incident).and({ type: 'taken-over', by: chen, from: li, reason: 'agreed' });
        return Promise.resolve({ change: next.change(), answer: () => next.after });
      });
      await waitsForALock(source);
      await release();
      await goOn(store, grown.after.id, [{ type: 'attended', by: li }]);
      expect((await waiting).version).toBeGreaterThanOrEqual(2);
      expect(seen[0]).toBe('waiting');
      expect((await store.findIncident(grown.after.id))?.incident.version).toBe(3);
    } finally {
      await other.close();
    }
  });

  it('twenty engines’ worth of presses on one home make one case with every press in it', async () => {
    const { store, url } = await freshIncidents();
    const other = await anotherProcess(url);
    const subject = aHome();
    const press = (keeper: IncidentStores['store'], n: number) =>
      keeper.withIncident(emergencyAt(subject), { now: suiteStart }, (found) => {
        const fresh = GrowingIncident.raised(subject, suiteStart, as<DeviceId>(`d${n}`), 'a');
        const raised = fresh.events[0];
        if (raised?.type !== 'raised') throw new Error('not raised');
        const next = found?.incident
          ? GrowingIncident.from(found.incident).and({ type: 'signal-joined', signal: raised.signal })
          : fresh;
        return Promise.resolve({ change: next.change(), answer: () => next.after.id });
      });
    try {
      const ids = await Promise.all(Array.from({ length: 20 }, (_, n) => press(n % 2 ? store : other.store, n)));
      expect(new Set(ids).size).toBe(1);
      expect((await look(store, emergencyAt(subject)))?.incident?.signalCount).toBe(20);
    } finally {
      await other.close();
    }
  });

  it('work that reads over the same pool never starves the commands it is part of', async () => {
    const { store, source } = await freshIncidents();
    const all = Array.from({ length: 30 }, () =>
      store.withIncident(emergencyAt(aHome()), { now: suiteStart }, async () => {
        await ask(source, 'select 1');
        return { change: null, answer: () => null };
      }),
    );
    await expect(Promise.all(all)).resolves.toHaveLength(30);
  });

  it('what is being written is not listed as due', async () => {
    const { store, source } = await freshIncidents();
    const grown = GrowingIncident.raised();
    await raise(store, grown, { nextDueAt: suiteStart });
    const release = await holdEverySubject(source);
    expect(await store.dueIncidents(suiteStart, 10)).toEqual([]);
    await release();
    expect(await store.dueIncidents(suiteStart, 10)).toHaveLength(1);
  });

  it('a lock that nobody gives back is a temporary failure, and the device asks again', async () => {
    const { store, source, url } = await freshIncidents();
    const grown = GrowingIncident.raised();
    await raise(store, grown);
    const pool = await openCommandPool(url, { poolSize: 2 });
    const release = await holdEverySubject(source);
    const waiting: unknown = await openIncidentStores(source, SECRET, pool)
      .store.withIncident({ by: 'incident', id: grown.after.id }, { now: suiteStart }, (found) => {
        const next = GrowingIncident.from(theOneIn(found)).and({ type: 'hold-ended' });
        return Promise.resolve({ change: next.change(), answer: () => null });
      })
      .catch((error: unknown) => error);
    await release();
    await pool.close();
    expect(isTemporary(waiting)).toBe(true);
  });

  async function waitsForALock(source: DataSource): Promise<void> {
    for (;;) {
      const rows = await ask(
        source,
        `select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`,
      );
      if (rows.length > 0) return;
    }
  }
});

const CUT_EVERYBODY = `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`;

describe('a failure', () => {
  it('is temporary when the database is gone, and only then', async () => {
    const { store, source } = await freshIncidents();
    const wrong: unknown = await ask(source, 'select 1 / 0').catch((error: unknown) => error);
    expect(isTemporary(wrong)).toBe(false);
    const grown = GrowingIncident.raised();
    const cut: unknown = await store
      .withIncident(emergencyAt(grown.after.subject), { now: suiteStart }, async () => {
        setTimeout(() => void ask(source, CUT_EVERYBODY).catch(() => undefined), 50);
        await ask(source, 'select pg_sleep(5)');
        return { change: grown.change(), answer: () => null };
      })
      .catch((error: unknown) => error);
    expect([cut, isTemporary(cut)]).toEqual([expect.anything(), true]);
    // each connection of the pool finds out by itself that it was cut
    for (;;) {
      const next: unknown = await store.nextDueAt().catch((error: unknown) => error);
      if (next === null) return;
      expect(isTemporary(next)).toBe(true);
    }
  });

  it('to reach the database is temporary', async () => {
    const refused: unknown = await openDatabase('postgres://nobody@127.0.0.1:1/none').catch((error: unknown) => error);
    expect(isTemporary(refused)).toBe(true);
  });
});

describe('an alert with an impossible id', () => {
  it('is kept, readable as far as it can be', async () => {
    const { store, queries } = await freshIncidents();
    const grown = GrowingIncident.raised(aHome(), suiteStart, as<DeviceId>('d'), 'press\0\uD83D');
    await raise(store, grown);
    expect((await queries.viewOf(grown.after.id))?.incident.alerts[0]?.alertId).toBe('press\uFFFD\uFFFD');
  });
});
