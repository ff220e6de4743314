import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { connected } from '../figures/pressing.js';
import { alertOf } from '../load/device.js';
import { p50, quantile, rounded } from '../numbers.js';
import type { Options } from '../options.js';
import { copyOldestCase } from '../stage/copies.js';
import { closesEverything, Person } from '../stage/people.js';
import type { Platform } from '../stage/platform.js';
import { pendants, type Stage } from '../stage/stage.js';
import { runSuite, type Bar, type SuiteRun } from '../suite-run.js';
import { Desks, type ConsolePage, type Memory } from './console-page.js';
import { HELPERS, SENIORS, settle, Walkers } from './county.js';
import { queueAlone } from './queue-alone.js';

type Name =
  'panFpsMedian' | 'panLongestFrameMs' | 'queueUpdateMs' | 'coldInteractiveMs' | 'heapGrowthRatio' | 'nodesGrowthRatio';
const BARS: Readonly<Record<Name, Bar>> = {
  panFpsMedian: { atLeast: 45 },
  panLongestFrameMs: { atMost: 250 },
  queueUpdateMs: { atMost: 2 },
  coldInteractiveMs: { atMost: 3_000 },
  heapGrowthRatio: { atMost: 1.1 },
  nodesGrowthRatio: { atMost: 1.1 },
};

const COLD_STARTS = 5;
/** How far in from the whole county, in presses of the button, and how long at each. */
const PAN_ZOOMS: readonly number[] = [0, 2, 2];
const PAN_MS = 8_000;
const SETTLES_MS = 4_000;
const ROWS = 2_000;
const CHANGES = 60;
const QUEUE_CHANGES = 300;
const HOUR_INCIDENTS = 50;
const HOUR_MOVERS = 300;
const SAMPLES = 12;

/** `--suite screens`: the console as it is built, over the platform as the station runs it, in a browser without a GPU. */
export const screens = (options: Options): Promise<number> =>
  runSuite('screens', BARS, options, (run) => measured(run, options));

async function measured(run: SuiteRun<Name>, { minutes }: Options): Promise<void> {
  const { stage, seen } = run;
  const platform = await stage.small();
  await settle(stage, platform);
  const desks = await Desks.open(platform.http);
  stage.onEnd(() => desks.close());
  seen['browser'] = desks.version;
  await raises(stage, platform, 3);
  const page = await desks.page();
  await page.logsIn('operator');
  await page.page.getByRole('button', { name: '开始值班' }).click();
  await coldStarts(run, desks, await page.session());
  const walkers = new Walkers(stage, platform);
  stage.onEnd(() => walkers.stand());
  await pans(run, platform, page, walkers);
  await busyHour(run, platform, page, walkers, minutes);
  await pageUpdates(run, platform, page);
  await queueUpdates(run, desks);
}

/** Presses that nobody attends yet. */
async function raises(stage: Stage, platform: Platform, count: number): Promise<void> {
  const devices = await connected(platform.mqttPort, pendants().pressing.slice(0, count), true);
  for (const device of devices) await presses(device);
  for (const device of devices) device.close();
  stage.say(`${count} incidents are open`);
}

let counted = 0;
async function presses(device: Awaited<ReturnType<typeof connected>>[number]): Promise<void> {
  const id = `screens-${(counted += 1)}`;
  const received = device.receivedOf(id);
  await device.publish('alert', alertOf(id));
  await received;
}

async function coldStarts({ stage, figures, seen }: SuiteRun<Name>, desks: Desks, session: string): Promise<void> {
  const took: number[] = [];
  const ready: number[] = [];
  for (let n = 0; n < COLD_STARTS; n += 1) {
    const page = await desks.page(session);
    const { readyMs, interactiveMs } = await profiled(`cold-${n}`, page, () => page.becomesInteractive());
    ready.push(readyMs);
    took.push(interactiveMs);
    await page.close();
  }
  seen['coldReadyMs'] = ready.map((ms) => rounded(ms, 0));
  figures.coldInteractiveMs = rounded(p50(took), 0);
  seen['coldInteractiveMs'] = took.map((ms) => rounded(ms, 0));
  stage.say(`cold starts: ${took.map((ms) => rounded(ms, 0)).join(', ')} ms`);
}

async function pans(
  { stage, figures, seen }: SuiteRun<Name>,
  platform: Platform,
  page: ConsolePage,
  walkers: Walkers,
): Promise<void> {
  const reader = await Person.logsIn(platform.http, 'operator');
  const { points } = await reader.asks<{ points: unknown[] }>('GET', '/map/homes');
  const homes = points.length;
  walkers.walk(HELPERS);
  await pause(SETTLES_MS);
  const movers = await page.movers();
  if (homes < SENIORS / 2 || movers < HELPERS)
    throw new Error(`the map shows ${homes} homes and ${movers} helpers, too few`);
  seen['homes'] = homes;
  seen['movers'] = movers;
  const all: number[] = [];
  await page.zooms('缩小', 3);
  for (const [n, closer] of PAN_ZOOMS.entries()) {
    await page.zooms('放大', closer);
    await pause(SETTLES_MS);
    const frames = await profiled(`pan-${n}`, page, () => page.pans(PAN_MS));
    all.push(...frames);
    seen[`pan${n}`] = framesInWords(frames);
    stage.say(`pan ${n}: ${framesInWords(frames)}`);
  }
  await walkers.stand();
  figures.panFpsMedian = rounded(1_000 / p50(all), 1);
  figures.panLongestFrameMs = rounded(Math.max(...all), 0);
}

const framesInWords = (frames: readonly number[]): string =>
  `${rounded(1_000 / p50(frames), 1)} fps, frame p95 ${rounded(quantile(frames, 0.95), 0)} ms, longest ${rounded(Math.max(...frames), 0)} ms, ${frames.length} frames`;

/** Presses, cases that are attended, talked through and closed, and helpers that move, each as often as in an hour, in less time. */
async function busyHour(
  { stage, figures, seen }: SuiteRun<Name>,
  platform: Platform,
  page: ConsolePage,
  walkers: Walkers,
  minutes: number,
): Promise<void> {
  const people = await Promise.all(['operator', 'operator-2'].map((name) => Person.logsIn(platform.http, name)));
  await closesEverything(people);
  const devices = await connected(platform.mqttPort, pendants().pressing, true);
  walkers.walk(HOUR_MOVERS);
  const eachMs = (minutes * 60_000) / HOUR_INCIDENTS;
  const samples: Memory[] = [];
  const startedAt = performance.now();
  for (let n = 0; n < HOUR_INCIDENTS; n += 1) {
    const device = devices[n % devices.length];
    if (device === undefined) throw new Error('no pendant');
    await presses(device);
    // Attends the newest at the page, so that its workspace is drawn, and works on it as a colleague would by telephone.
    await page.page.locator('[data-row]').first().waitFor();
    await page.page.keyboard.press('F2');
    await pause(Math.max(0, startedAt + (n + 0.6) * eachMs - performance.now()));
    await closesEverything(people);
    await pause(Math.max(0, startedAt + (n + 1) * eachMs - performance.now()));
    if ((n + 1) % Math.ceil(HOUR_INCIDENTS / SAMPLES) === 0) samples.push(await page.memory());
  }
  await walkers.stand();
  for (const device of devices) device.close();
  // What a page keeps for its first quarter of an hour is no leak; from there on it has to stay as it is.
  const from = Math.floor(samples.length / 4);
  const growth = (of: (memory: Memory) => number): number => {
    const values = samples.slice(from).map(of);
    const part = Math.max(1, Math.floor(values.length / 3));
    return rounded(p50(values.slice(-part)) / p50(values.slice(0, part)));
  };
  figures.heapGrowthRatio = growth(({ heapMiB }) => heapMiB);
  figures.nodesGrowthRatio = growth(({ nodes }) => nodes);
  seen['hourMinutes'] = minutes;
  seen['heapMiB'] = samples.map(({ heapMiB }) => heapMiB);
  seen['nodes'] = samples.map(({ nodes }) => nodes);
  seen['listeners'] = samples.map(({ listeners }) => listeners);
  stage.say(`busy hour: heap ${samples.map(({ heapMiB }) => heapMiB).join(' ')} MiB`);
}

/** What one further press costs the page, in script, style and layout, while 2,000 stand in the queue: the whole page, not the list alone. */
async function pageUpdates({ stage, seen }: SuiteRun<Name>, platform: Platform, page: ConsolePage): Promise<void> {
  await raises(stage, platform, 1);
  const cluster = await stage.cluster();
  // The copies are looked at tomorrow: what changes here is what this measurement changes.
  await cluster.withClient(platform.database, (client) =>
    copyOldestCase(client, { count: ROWS, prefix: 'row', movedBy: (n) => n, lookedAt: Date.now() + 86_400_000 }),
  );
  await page.reloads();
  await page.page
    .getByRole('navigation', { name: '实时队列' })
    .getByText(String(ROWS + 1))
    .first()
    .waitFor();
  await pause(SETTLES_MS);
  await page.measuresWork();
  const idle = await profiled('idle', page, () => workOver(page, () => pause(CHANGES * 1_000)));
  const changing = await profiled('queue', page, () =>
    workOver(page, () =>
      cluster.withClient(platform.database, async (client) => {
        const startedAt = performance.now();
        for (let n = 0; n < CHANGES; n += 1) {
          await client.query(
            `with one as (update incident set version = version + 1, signal_count = signal_count + 1, last_change_at = now() where id = $1 returning id, version)
           insert into incident_event (incident_id, seq, id, type, at, actor_kind, actor_id, body)
           select e.incident_id, one.version, 'screens-' || one.id || '-' || one.version, e.type, now(), e.actor_kind, e.actor_id, e.body
           from one join incident_event e on e.incident_id = one.id order by e.seq desc limit 1`,
            [`row-${(n * 37) % ROWS}`],
          );
          await pause(Math.max(0, startedAt + (n + 1) * 1_000 - performance.now()));
        }
      }),
    ),
  );
  seen['pageUpdateMs'] = rounded((changing.ownMs - idle.ownMs) / CHANGES);
  seen['pageIdleMsPerS'] = [rounded(idle.ownMs / CHANGES), rounded(idle.allMs / CHANGES)];
  seen['pageChangingMsPerS'] = [rounded(changing.ownMs / CHANGES), rounded(changing.allMs / CHANGES)];
  stage.say(`update of the whole page: ${String(seen['pageUpdateMs'])} ms`);
}

/** What one further press costs the queue of 2,000 rows: the console's own component, by itself in the same browser. */
async function queueUpdates({ stage, figures, seen }: SuiteRun<Name>, desks: Desks): Promise<void> {
  const took = await queueAlone(desks, { rows: ROWS, changes: QUEUE_CHANGES });
  figures.queueUpdateMs = rounded(p50(took));
  seen['queueUpdateP95Ms'] = rounded(quantile(took, 0.95));
  stage.say(`queue update: ${figures.queueUpdateMs} ms`);
}

async function workOver(page: ConsolePage, meanwhile: () => Promise<unknown>) {
  const before = await page.work();
  await meanwhile();
  const after = await page.work();
  return { allMs: after.allMs - before.allMs, ownMs: after.ownMs - before.ownMs };
}

/** `BENCH_CPU_PROF=folder` keeps a CPU profile of the page. */
async function profiled<T>(name: string, page: ConsolePage, meanwhile: () => Promise<T>): Promise<T> {
  const folder = process.env['BENCH_CPU_PROF'];
  if (!folder) return meanwhile();
  const { result, profile } = await page.profiles(meanwhile);
  writeFileSync(join(folder, `page-${name}.cpuprofile`), JSON.stringify(profile));
  return result;
}
