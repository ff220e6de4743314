import { setTimeout as pause } from 'node:timers/promises';
import { Desk } from '../figures/desk.js';
import { p50, p99, quantile, rounded, shuffled } from '../numbers.js';
import type { Options } from '../options.js';
import { BACKGROUND, BACKGROUND_PER_SECOND } from '../stage/background.js';
import { Person } from '../stage/people.js';
import { pendants } from '../stage/stage.js';
import { runSuite, type Bar, type SuiteRun } from '../suite-run.js';
import { countyOf, settleCounty } from './county.js';
import { DayJob, ExportJob, Reading, WorkerProcess, type Beside } from './jobs.js';

/** Blocks of presses of each side beside each job; a county of a hundredth has fewer, since it is there to show that the suite runs. */
const BLOCKS = { full: 12, small: 4 };
const PER_BLOCK = { full: 40, small: 20 };
const SMALL_BELOW = 50_000;
/** A statement that was under way when the worker was held comes to its end. */
const SETTLES_MS = 500;
/** How long the officers read without a pause and without presses, for what a list takes under full load. */
const FLAT_OUT_MS = 10_000;

type Job = 'day' | 'export' | 'lists';
type Name =
  'dayS' | 'exportS' | 'exportPeakMiB' | 'listMsP95' | 'fileMsP95' | `${Job}SosRatioP50` | `${Job}SosRatioP99`;
const RATIOS: Readonly<Record<'P50' | 'P99', Bar>> = { P50: { atMost: 1.2 }, P99: { atMost: 2 } };
/** CR-80 */
const BARS: Readonly<Record<Name, Bar>> = {
  dayS: { atMost: 60 },
  exportS: { atMost: 120 },
  exportPeakMiB: { atMost: 300 },
  listMsP95: { atMost: 500 },
  fileMsP95: { atMost: 800 },
  ...{ daySosRatioP50: RATIOS.P50, daySosRatioP99: RATIOS.P99 },
  ...{ exportSosRatioP50: RATIOS.P50, exportSosRatioP99: RATIOS.P99 },
  ...{ listsSosRatioP50: RATIOS.P50, listsSosRatioP99: RATIOS.P99 },
};

/** `--suite care`: the jobs of daytime care over a county of CR-80, alone, killed in their middle, and while pendants are pressed. */
export const besideCare = (options: Options): Promise<number> =>
  runSuite('care', BARS, options, (run) => measured(run, options));

async function measured({ stage, figures, seen }: SuiteRun<Name>, { rows }: Options): Promise<void> {
  const size = countyOf(rows);
  Object.assign(seen, size);
  const [platform, cluster] = [await stage.small(), await stage.cluster()];
  await settleCounty(cluster, platform.database, size, stage.say);
  const worker = new WorkerProcess(platform);
  stage.onEnd(() => worker.stop());
  // from the county down, for a role that reads every list
  const officers = await Promise.all(['county-1', 'county-2'].map((name) => Person.logsIn(platform.http, name)));
  const [officer] = officers as [Person];
  const day = new DayJob(cluster, platform.database, worker, size);
  const file = new ExportJob(officer, worker, size.orders);
  const reading = new Reading(officers, size);
  await day.ready();

  // Alone first: what a job takes, and whether a kill in its middle leaves something twice.
  const dayMs = await day.wholeRun();
  figures.dayS = rounded(dayMs / 1_000);
  stage.say(`a day begins in ${figures.dayS} s`);
  await day.wholeRun(dayMs / 2);
  seen['ordersPlannedOnce'] = await day.assertPlannedOnce();
  // A worker that did nothing else before: its largest resident set is that of the export.
  await worker.killed();
  await file.ready();
  const exportMs = await file.wholeRun();
  figures.exportS = rounded(exportMs / 1_000);
  figures.exportPeakMiB = rounded(worker.peakMiB, 0);
  stage.say(`${size.orders} orders are a file in ${figures.exportS} s`);
  await file.wholeRun(exportMs / 2);
  seen['killedAndDoneAgain'] = ['day', 'export'];

  const desk = await Desk.open(stage, platform, pendants().pressing.slice(0, 20));
  const heart = await stage.heart();
  await heart.ask('connect', { name: 'care', port: platform.mqttPort, devices: BACKGROUND });
  await heart.ask('beat', { name: 'care', perSecond: BACKGROUND_PER_SECOND });
  await desk.presses(PER_BLOCK.full); // warms up
  await desk.closesEverything();
  worker.hold();
  const kind = size.orders < SMALL_BELOW ? 'small' : 'full';
  for (const [name, job] of [
    ['day', day],
    ['export', file],
    ['lists', reading],
  ] as const satisfies readonly (readonly [Job, Beside])[]) {
    const shown = await inTurns(stage, desk, job, kind);
    figures[`${name}SosRatioP50`] = rounded(p50(shown.beside) / p50(shown.calm));
    figures[`${name}SosRatioP99`] = rounded(p99(shown.beside) / p99(shown.calm));
    for (const side of ['calm', 'beside'] as const) {
      seen[`${name}.${side}MsP50`] = rounded(p50(shown[side]));
      seen[`${name}.${side}MsP99`] = rounded(p99(shown[side]));
      seen[`${name}.${side}Presses`] = shown[side].length;
    }
  }
  desk.leave();
  await heart.ask('beat', null);
  const flatOut = new Reading(officers, size, 0);
  await flatOut.go();
  await pause(FLAT_OUT_MS);
  await flatOut.hold();
  seen['flatOut.listMsP95'] = rounded(quantile(flatOut.listMs, 0.95));
  seen['flatOut.fileMsP95'] = rounded(quantile(flatOut.fileMs, 0.95));
  seen['flatOut.listsRead'] = flatOut.listMs.length;
  figures.listMsP95 = rounded(quantile(reading.listMs, 0.95));
  figures.fileMsP95 = rounded(quantile(reading.fileMs, 0.95));
  seen['listsRead'] = reading.listMs.length;
}

/** Blocks of presses with the job going and with the job held, in an order drawn from the seed. */
async function inTurns(
  stage: SuiteRun<Name>['stage'],
  desk: Desk,
  job: Beside,
  kind: keyof typeof BLOCKS,
): Promise<Readonly<Record<'calm' | 'beside', readonly number[]>>> {
  const shown = { calm: [] as number[], beside: [] as number[] };
  for (let block = 0; block < BLOCKS[kind]; block += 1)
    for (const side of shuffled(['calm', 'beside'] as const, stage.random)) {
      if (side === 'beside') await job.go();
      await pause(SETTLES_MS);
      for (let pressed = 0; pressed < PER_BLOCK[kind]; pressed += PER_ROUND) {
        // A job that came to its end begins anew: presses beside nothing would be calm ones.
        if (side === 'beside' && !(await job.isGoing())) await job.go();
        shown[side].push(...(await desk.presses(PER_ROUND)));
      }
      if (side === 'beside') await job.hold();
      await desk.closesEverything();
    }
  return shown;
}
const PER_ROUND = 5;
