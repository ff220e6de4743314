// Real: PostgreSQL, mosquitto, an engine and two apis as processes, the store of the console page. Not real: who changes the incidents.
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { demoCast } from '@silverbell/station/cast';
import { Account } from '@silverbell/testing-world/scenario/account';
import { ConsolePage } from '@silverbell/testing-world/scenario/console';
import { connectAsync } from 'mqtt';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { holdsWithin, ServerRig } from '../rig/index.js';

// Limits are for what never comes; a slow machine must not decide.
jest.setTimeout(300_000);
const INCIDENTS = 150;
const CATCH_UP_MS = 10_000;
/** A page that calls itself live was compared to its end within the last 10 s; a second more for the change itself. */
const LIVE_LAGS_AT_MOST_MS = 12_000;

interface Moment {
  readonly at: number;
  readonly versions: ReadonlyMap<string, number>;
}

/** What is wrong on a page that says it is live, held against the incidents as they were at a moment. */
function stale(page: ConsolePage, { versions }: Moment): string[] {
  const { cases } = page.state();
  return [...versions].flatMap(([id, version]) => {
    const shown = cases.get(id)?.version ?? 0;
    return shown < version ? [`${id} in version ${String(shown)} instead of ${String(version)}`] : [];
  });
}

describe('consoles beside 150 open incidents that change every second', () => {
  let rig: ServerRig;
  let database: pg.Client;
  const pages: ConsolePage[] = [];

  beforeAll(async () => {
    rig = await ServerRig.start({ engines: 1, apis: 2 });
    database = new pg.Client({ connectionString: rig.databaseUrl });
    await database.connect();
    const count = async (): Promise<number> =>
      (await database.query<{ n: number }>('select count(*)::integer as n from incident where open')).rows[0]?.n ?? 0;
    // Couples share an incident, so that more devices press than there are incidents.
    for (const { id, secret } of demoCast(Date.now()).pendants) {
      if ((await count()) >= INCIDENTS) break;
      const device = await connectAsync(rig.mqttUrl, { username: id, password: secret, clientId: `${id}~crowd` });
      await device.publishAsync(`care/v1/${id}/alert`, JSON.stringify({ id: `crowd-${id}`, kind: 'sos' }), { qos: 1 });
      await device.endAsync();
    }
    expect(await holdsWithin(60_000, async () => (await count()) >= INCIDENTS - 5)).toBe(true);
    for (const { port } of rig.apis)
      for (const username of ['lead', 'supervisor']) {
        const origin = `http://127.0.0.1:${String(port)}`;
        pages.push(await new ConsolePage(new Account(username, () => origin), () => port).opens());
      }
  });
  afterAll(async () => {
    for (const page of pages) await page.closes();
    await database?.end();
    await rig?.stop();
  });

  it('are true within 10 s after the last process is back, and never call an old screen live', async () => {
    const moments: Moment[] = [];
    let changing = true;
    const change = (async () => {
      while (changing) {
        // The engine changes them, too: whichever is later wins, as between any two writers.
        const changed = database.query<{ id: string; version: number }>(
          `with changed as (
             update incident set version = version + 1, last_change_at = last_change_at + interval '1 second',
               state = jsonb_set(state, '{version}', to_jsonb(version + 1)) where open returning id, version),
           said as (
             insert into incident_event (incident_id, seq, id, type, at, actor_kind, actor_id, body)
             select e.incident_id, c.version, e.id || '~', e.type, e.at, e.actor_kind, e.actor_id, e.body
             from changed c join incident_event e on e.incident_id = c.id and e.seq = 1)
           select id, version from changed`,
        );
        // All rows at once in any order: the database may end this side of a deadlock with the engine, and nothing was changed then.
        const rows = await changed.then(
          (answer) => answer.rows,
          (error: unknown) => {
            if ((error as { code?: unknown }).code === '40P01') return [];
            throw error;
          },
        );
        if (rows.length === 0) continue;
        moments.push({ at: performance.now(), versions: new Map(rows.map(({ id, version }) => [id, version])) });
        await pause(1_000);
      }
    })();
    const lies: string[] = [];
    const watch = setInterval(() => {
      const past = moments.filter(({ at }) => performance.now() - at > LIVE_LAGS_AT_MOST_MS).at(-1);
      for (const [n, page] of pages.entries())
        if (past && page.state().connection === 'live')
          lies.push(...stale(page, past).map((what) => `page ${String(n)} says live and shows ${what}`));
    }, 500);
    for (const index of [0, 1, 0]) {
      await pause(4_000);
      await rig.apis[index]?.part.kill();
      await pause(1_500);
      await rig.apis[index]?.part.start();
    }
    changing = false;
    await change;
    const last = moments.at(-1);
    if (!last) throw new Error('nothing was changed');
    const caughtUp = await holdsWithin(CATCH_UP_MS, () =>
      pages.every((page) => page.state().connection === 'live' && stale(page, last).length === 0),
    );
    clearInterval(watch);
    expect(pages.map((page) => ({ connection: page.state().connection, stale: stale(page, last).length }))).toEqual(
      pages.map(() => ({ connection: 'live', stale: 0 })),
    );
    expect(caughtUp).toBe(true);
    expect(lies.slice(0, 5)).toEqual([]);
  });
});
