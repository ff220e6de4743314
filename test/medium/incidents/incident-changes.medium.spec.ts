// Real: PostgreSQL, our migrations and statements. Not real: who changes the incidents (statements of this test, so that their transactions interleave).
import { beforeEach, describe, expect, it } from '@jest/globals';
import { IncidentChangesQueries, migrate, openDatabase } from '@silverbell/adapter-postgres';
import { startEmbeddedPostgres } from '@silverbell/adapter-postgres/embedded';
import { dice } from '@silverbell/demo';
import type { Fact } from '@silverbell/incidents';
import { subjectKey } from '@silverbell/incidents';
import { after, as, seconds, type AccountId, type HelperId, type OfferId } from '@silverbell/kernel';
import { goOn, GrowingIncident, offerTo, raise, suiteStart } from '@silverbell/usecases/incident-store.suite';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { DataSource } from 'typeorm';
import { ask, freshIncidents, type FreshIncidents } from './fresh-cases.js';

const closing: Fact = {
  ...{ type: 'closed', outcome: 'reassured', note: null, proofText: null, proofFields: [], followUpDueAt: null },
};

let cases: FreshIncidents;
let changes: IncidentChangesQueries;
let template: string;

beforeEach(async () => {
  cases = await freshIncidents();
  changes = cases.changes;
  const grown = GrowingIncident.raised();
  await raise(cases.store, grown);
  template = grown.after.id;
});

/** So many further open incidents, copied from the first one, each with its first event. */
async function copies(count: number): Promise<void> {
  await ask(
    cases.source,
    `with n as (select n from generate_series(1, $2::integer) n),
       subjects as (insert into subject (key, first_seen_at)
         select 'home:' || to_char(n, 'FM00000'), s.first_seen_at from n, subject s
         where s.key = (select subject_key from incident where id = $1)),
       incidents as (insert into incident
         select (jsonb_populate_record(i, jsonb_build_object('id', 'copy-' || to_char(n, 'FM00000'), 'number', 1000 + n,
           'subject_key', 'home:' || to_char(n, 'FM00000')))).* from n, incident i where i.id = $1)
     insert into incident_event
       select (jsonb_populate_record(e, jsonb_build_object('incident_id', 'copy-' || to_char(n, 'FM00000')))).*
       from n, incident_event e where e.incident_id = $1 and e.seq = 1`,
    [template, count],
  );
}

/** One more event of an incident, in whatever transaction the connection has. */
const change = (asks: Pick<pg.Client, 'query'>, id: string): Promise<unknown> =>
  asks.query(
    `with changed as (update incident set version = version + 1 where id = $1 returning id, version)
     insert into incident_event (incident_id, seq, id, type, at, actor_kind, actor_id, body)
     select c.id, c.version, e.id || '~', e.type, e.at, e.actor_kind, e.actor_id, e.body
     from changed c join incident_event e on e.incident_id = c.id and e.seq = 1`,
    [id],
  );

async function connected(count: number, work: (clients: pg.Client[]) => Promise<void>): Promise<void> {
  const clients = Array.from({ length: count }, () => new pg.Client({ connectionString: cases.url }));
  try {
    for (const client of clients) await client.connect();
    await work(clients);
  } finally {
    for (const client of clients) await client.end();
  }
}

/** Polls from where the last one ended, and answers with the ids and versions. */
class Poller {
  private constructor(
    private readonly queries: IncidentChangesQueries,
    private cursor: Awaited<ReturnType<IncidentChangesQueries['open']>>['cursor'],
  ) {}

  static async begins(queries = changes): Promise<Poller> {
    return new Poller(queries, (await queries.open()).cursor);
  }

  async polls(): Promise<string[]> {
    const found = await this.queries.since(this.cursor);
    if (found === null) throw new Error('the server was started anew');
    this.cursor = found.cursor;
    return found.incidents.map(({ id, version }) => `${id} ${String(version)}`).sort();
  }
}

describe('a poll of what changed', () => {
  it('says which version an incident is at, who may hear of it, and that it closed', async () => {
    const { cursor } = await changes.open();
    expect((await changes.since(cursor))?.incidents).toEqual([]);
    const later = after(suiteStart, seconds(9));
    const [found] = (await cases.queries.listOf({ ids: [template], regionIds: null })).map(({ incident }) => incident);
    await goOn(cases.store, found?.id ?? as('none'), [{ type: 'attended', by: as<AccountId>('li') }], later);
    await goOn(cases.store, found?.id ?? as('none'), [offerTo(as<HelperId>('wang'), as<OfferId>('o-1'))], later);
    const version = {
      ...{ id: template, version: 3, phase: 'searching', open: true, regionId: 'region-1', lastChangeAt: later },
      ...{ seniorIds: found?.facts.seniorIds, helperIds: ['wang'], silent: false, practice: null },
      subject: found && subjectKey(found.subject),
    };
    expect((await changes.since(cursor))?.incidents).toEqual([version]);
    expect((await changes.open()).incidents).toEqual([version]);
    await goOn(cases.store, found?.id ?? as('none'), [closing], later);
    const closed = { ...version, version: 4, phase: 'closed', open: false };
    expect((await changes.since(cursor))?.incidents).toEqual([closed]);
    expect((await changes.open()).incidents).toEqual([]);
    expect(await changes.of([as(template), as('nobody')])).toEqual([closed]);
  });

  it('sees a transaction that began first and committed last', async () => {
    await copies(2);
    const poller = await Poller.begins();
    await connected(2, async ([first, second]) => {
      if (!first || !second) throw new Error('two connections');
      await first.query('begin');
      await change(first, 'copy-00001');
      await second.query('begin');
      await change(second, 'copy-00002');
      await second.query('commit');
      expect(await poller.polls()).toEqual(['copy-00002 2']);
      await first.query('commit');
      expect(await poller.polls()).toEqual(['copy-00001 2']);
      expect(await poller.polls()).toEqual([]);
    });
  });

  it('sees what a savepoint wrote, and nothing that was rolled back', async () => {
    await copies(3);
    const poller = await Poller.begins();
    await connected(2, async ([one, other]) => {
      if (!one || !other) throw new Error('two connections');
      await one.query('begin; savepoint kept');
      await change(one, 'copy-00001');
      await one.query('release kept; savepoint dropped');
      await change(one, 'copy-00002');
      await one.query('rollback to dropped');
      await other.query('begin');
      await change(other, 'copy-00003');
      expect(await poller.polls()).toEqual([]);
      await other.query('rollback');
      await one.query('commit');
      expect(await poller.polls()).toEqual(['copy-00001 2']);
    });
  });

  it('sees each change once beside a transaction that stays open for long', async () => {
    await copies(300);
    const poller = await Poller.begins();
    await connected(2, async ([long, short]) => {
      if (!long || !short) throw new Error('two connections');
      await long.query('begin');
      await change(long, 'copy-00300');
      for (let n = 1; n < 300; n += 1) await change(short, `copy-${String(n).padStart(5, '0')}`);
      expect(await poller.polls()).toHaveLength(299);
      expect(await poller.polls()).toEqual([]);
      await change(short, 'copy-00007');
      expect(await poller.polls()).toEqual(['copy-00007 3']);
      await long.query('commit');
      expect(await poller.polls()).toEqual(['copy-00300 2']);
    });
  });

  it.each([1, 2, 3])('sees every commit of six busy connections exactly once (seed %i)', async (seed) => {
    await copies(6);
    const random = dice(seed);
    const poller = await Poller.begins();
    await connected(6, async (clients) => {
      // Each has an incident of its own, so that none waits for another's row.
      const states = clients.map((client, n) => ({
        client,
        id: `copy-0000${String(n + 1)}`,
        version: 1,
        pending: 0,
        seen: 1,
      }));
      const seen: string[] = [];
      const expected: string[] = [];
      const poll = async (): Promise<void> => {
        seen.push(...(await poller.polls()));
        for (const one of states)
          if (one.version !== one.seen) {
            expected.push(`${one.id} ${String(one.version)}`);
            one.seen = one.version;
          }
      };
      for (let step = 0; step < 250; step += 1) {
        const one = random.pick(states);
        const throws = random.next();
        if (throws < 0.25) await poll();
        else if (one.pending === 0 || throws < 0.5) {
          if (one.pending === 0) await one.client.query('begin');
          await change(one.client, one.id);
          one.pending += 1;
        } else if (throws < 0.85) {
          await one.client.query('commit');
          one.version += one.pending;
          one.pending = 0;
        } else {
          await one.client.query('rollback');
          one.pending = 0;
        }
      }
      for (const one of states) if (one.pending > 0) await one.client.query('rollback');
      await poll();
      expect(expected.length).toBeGreaterThan(20);
      expect(seen.sort()).toEqual(expected.sort());
    });
  });

  it('counts a copied event for the transaction that copies it', async () => {
    const poller = await Poller.begins();
    await copies(1); // every column of the first event, its transaction too
    expect(await poller.polls()).toEqual(['copy-00001 1']);
  });
});

describe('among 10,000 open incidents', () => {
  it('the first read misses nothing that changes between its pages, and a quiet poll reads a handful of blocks', async () => {
    await copies(10_000);
    await ask(cases.source, 'analyze incident, incident_event, offer');
    const lone = await openDatabase(cases.url, { poolSize: 1 });
    try {
      let pages = 0;
      const between = {
        query: async (sql: string, parameters: unknown[]) => {
          const rows: unknown = await lone.query(sql, parameters);
          pages += 1;
          // On the page that was read, and on one that comes.
          if (pages === 2) for (const id of ['copy-00001', 'copy-09999']) await change(clientOf(cases.source), id);
          return rows;
        },
      } as unknown as DataSource;
      const poller = await Poller.begins(new IncidentChangesQueries(between));
      expect(pages).toBe(11);
      expect((await new IncidentChangesQueries(lone).open()).incidents).toHaveLength(10_001);
      expect(await poller.polls()).toEqual(['copy-00001 2', 'copy-09999 2']);

      const quiet = await Poller.begins(new IncidentChangesQueries(lone));
      await quiet.polls();
      const before = await blocksRead(lone);
      for (let n = 0; n < 20; n += 1) expect(await quiet.polls()).toEqual([]);
      expect(((await blocksRead(lone)) - before) / 20).toBeLessThan(20);
    } finally {
      await lone.destroy();
    }
  }, 60_000);

  it('a poll reads the pages of a long absence to their end', async () => {
    await copies(2_500);
    const poller = await Poller.begins();
    await ask(
      cases.source,
      `with changed as (update incident set version = version + 1 where id like 'copy-%' returning id, version)
       insert into incident_event (incident_id, seq, id, type, at, actor_kind, actor_id, body)
       select c.id, c.version, e.id || '~', e.type, e.at, e.actor_kind, e.actor_id, e.body
       from changed c join incident_event e on e.incident_id = c.id and e.seq = 1`,
    );
    expect(await poller.polls()).toHaveLength(2_500);
    expect(await poller.polls()).toEqual([]);
  }, 60_000);
});

const clientOf = (source: DataSource): Pick<pg.Client, 'query'> =>
  ({ query: (sql: string, parameters: unknown[]) => source.query(sql, parameters) }) as unknown as pg.Client;

/** Of the one connection of this pool, in memory or from the disk, catalogs included. */
async function blocksRead(source: DataSource): Promise<number> {
  await source.query('select pg_stat_force_next_flush()');
  const [row] = (await source.query(
    `select coalesce(sum(hits + reads), 0)::integer as blocks from pg_stat_get_backend_io(pg_backend_pid()) where object = 'relation'`,
  )) as { blocks: number }[];
  return row?.blocks ?? 0;
}

describe('a server that was started anew', () => {
  it('is read from the beginning: its transactions may be counted otherwise', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'silverbell-anew-'));
    const start = () => startEmbeddedPostgres({ dataDir: join(folder, 'postgres'), log: () => undefined });
    try {
      let server = await start();
      await migrate(server.url);
      const first = await openDatabase(server.url, { poolSize: 1 });
      const { cursor } = await new IncidentChangesQueries(first).open();
      expect((await new IncidentChangesQueries(first).since(cursor))?.incidents).toEqual([]);
      await first.destroy();
      await server.stop();
      server = await start();
      const second = await openDatabase(server.url, { poolSize: 1 });
      expect(await new IncidentChangesQueries(second).since(cursor)).toBeNull();
      await second.destroy();
      await server.stop();
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }, 60_000);
});
