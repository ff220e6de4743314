// Real: PostgreSQL, our migrations and statements. Not real: the decisions (facts are written by hand).
import { describe, expect, it } from '@jest/globals';
import { isTemporary, openDatabase, type Cases } from '@silverbell/adapter-postgres';
import type { Incident } from '@silverbell/incident';
import { as, type AccountId, type DeviceId } from '@silverbell/kernel';
import { aHome, GrowingCase, promisesOfACaseStore, raise, suiteStart } from '@silverbell/usecases/case-store.suite';
import type { DataSource } from 'typeorm';
import { anotherProcess, ask, freshCases } from './fresh-cases.js';
import { foundRegion } from './neighbourhood.js';

promisesOfACaseStore(async () => {
  const { source, store } = await freshCases();
  await foundRegion(source);
  return store;
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
      second = store.transaction(
        async (other) => (await other.lock({ by: 'incident', id: grown.after.id }, { now: suiteStart }))?.incident,
      );
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
        const next = locked?.incident
          ? GrowingCase.from(locked.incident).and({ type: 'signal-joined', signal: raised.signal })
          : fresh;
        await tx.save(next.change());
        return next.after.id;
      });
    try {
      const ids = await Promise.all(Array.from({ length: 20 }, (_, n) => press(n % 2 ? store : other.store, n)));
      expect(new Set(ids).size).toBe(1);
      const found = await store.transaction((tx) =>
        tx.lock({ by: 'subject', subject, family: 'emergency' }, { now: suiteStart }),
      );
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
    const waiting: unknown = await store
      .transaction((tx) => tx.lock({ by: 'incident', id: grown.after.id }, { now: suiteStart }))
      .catch((error: unknown) => error);
    await holder.query('rollback');
    await holder.release();
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

describe('a failure', () => {
  it('is temporary when the database is gone, and only then', async () => {
    const { store, source } = await freshCases();
    const wrong: unknown = await ask(source, 'select 1 / 0').catch((error: unknown) => error);
    expect(isTemporary(wrong)).toBe(false);
    const cut: unknown = await store
      .transaction(async (tx) => {
        await tx.lock({ by: 'subject', subject: aHome(), family: 'emergency' }, { now: suiteStart });
        await ask(
          source,
          `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
        );
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
