// Real: PostgreSQL, the api over HTTP, the worker as a process of its own that is killed. Not real: the engine.
import { afterAll, afterEach, beforeAll, expect, it, jest } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { eventually } from '../../e2e/support/eventually.js';
import { CareStage } from './care-stage.js';

jest.setTimeout(420_000);

const WORKER = fileURLToPath(new URL('../../../apps/worker/dist/main.js', import.meta.url));
const PLANS = 40;
/** Days that are planned ahead, today included (CR-29). */
const AHEAD = 14;
const stage = new CareStage();
const said: string[] = [];
let worker: ChildProcess | null = null;

beforeAll(() => stage.opensWithoutWorker(), 180_000);
afterEach(() => kill());
afterAll(() => stage.closes());

function start(): void {
  const { databaseUrl, settings } = stage.request;
  const env = { PATH: process.env['PATH'], DATABASE_URL: databaseUrl, SILVERBELL_SECRET: settings.secret };
  worker = spawn(process.execPath, [WORKER], { env: { ...env, SILVERBELL_MODE: 'demo' } });
  worker.stdout?.on('data', (line) => said.push(String(line)));
  worker.stderr?.on('data', (line) => said.push(String(line)));
}
/** SIGKILL; resolves when it is gone. */
async function kill(): Promise<void> {
  if (worker === null || worker.exitCode !== null || worker.signalCode !== null) return;
  const gone = once(worker, 'exit');
  worker.kill('SIGKILL');
  await gone;
}
/** The worker is writing orders at this moment, in a transaction that is not over. */
const isWriting = async (): Promise<boolean> =>
  (
    await stage.sql(
      `select 1 from pg_stat_activity where application_name = 'silverbell-worker' and datname = current_database()
         and xact_start is not null and query like 'insert into service_order %'`,
    )
  ).length > 0;
async function isKilledWhileWriting(): Promise<void> {
  start();
  await eventually('the worker is writing orders', isWriting, { withinMs: 60_000 });
  await kill();
}
/** How many plans have how many orders from that day on; of the plans of this test alone. */
const counted = (from: string) =>
  stage.sql<{ orders: number; plans: number }>(
    `select n as orders, count(*)::int as plans from (
       select p.id, count(o.id)::int as n from service_plan p left join service_order o on o.plan_id = p.id and o.day >= $1
       where p.id like 'killed-%' group by p.id) each_ group by n`,
    [from],
  );
const count = async (of: string): Promise<number> =>
  (await stage.sql<{ n: number }>(`select count(*)::int as n from ${of}`))[0]?.n ?? 0;

it('CR-29: a worker killed while it makes orders leaves none twice, and none is missing', async () => {
  await stage.sql(
    `insert into service_plan (id, senior_id, region_id, provider_id, items, weekdays, starts, ends, from_day, version)
     select 'killed-' || n, s.id, s.region_id, 'care-provider-1', '{cleaning}', '{1,2,3,4,5,6,7}', '15:00', '16:00', '2026-10-01', 1
     from (select id, region_id, row_number() over (order by id) as at, count(*) over () as all_ from senior where status = 'active') s
     join generate_series(0, $1::int - 1) n on n % s.all_ = s.at - 1`,
    [PLANS],
  );
  for (let times = 0; times < 3; times += 1) await isKilledWhileWriting();
  expect(await counted('2026-10-14')).toEqual([{ orders: 0, plans: PLANS }]);

  start();
  const made = async () => ((await counted('2026-10-14'))[0]?.orders ?? 0) > 0;
  await eventually('the orders are there', made, {
    ...{ withinMs: 240_000, seen: () => said.slice(-5) },
  });
  expect(await counted('2026-10-14')).toEqual([{ orders: AHEAD, plans: PLANS }]);
  await kill();

  // another process goes on where it stopped: the next day has one order more of each plan
  start();
  const moved = stage.movesClockTo('2026-10-15T08:00:00+08:00');
  expect((await moved).status).toBe(200);
  expect(await counted('2026-10-14')).toEqual([{ orders: AHEAD + 1, plans: PLANS }]);
  expect(
    await count(
      `(select 1 from service_order where plan_id like 'killed-%' group by plan_id, day having count(*) > 1) twice`,
    ),
  ).toBe(0);
  const steps = `service_order_step s join service_order o on o.id = s.order_id where o.plan_id like 'killed-%' and s.type = 'planned'`;
  expect(await count(steps)).toBe(PLANS * (AHEAD + 1));
});
