import { setTimeout as pause } from 'node:timers/promises';
import { Desk } from '../figures/desk.js';
import { memory } from '../figures/memory.js';
import { p50, p99, rounded, shuffled } from '../numbers.js';
import type { Options } from '../options.js';
import { BACKGROUND, BACKGROUND_PER_SECOND } from '../stage/background.js';
import { cpuMsOf, peakRssMiBOf } from '../stage/cpu.js';
import { Person } from '../stage/people.js';
import { pendants, type Stage } from '../stage/stage.js';
import { runSuite, type Bar } from '../suite-run.js';
import { ImportRun } from './import-run.js';

const MOST_BLOCKS = 30;
const PER_BLOCK = 40;
/** Behind these shares of the rows the worker is killed (SIGKILL) and started again. */
const KILLED_BEHIND: readonly number[] = [1 / 3, 2 / 3];
/** A statement that was under way when the worker was stopped comes to its end. */
const SETTLES_MS = 500;

type Name = 'rowsPerSecond' | 'workerPeakMiB' | 'stationMiB' | 'sosRatioP50' | 'sosRatioP99';
const BARS: Readonly<Record<Name, Bar>> = {
  rowsPerSecond: { atLeast: 1_000 },
  workerPeakMiB: { atMost: 400 },
  stationMiB: { atMost: 520 },
  sosRatioP50: { atMost: 1.2 },
  sosRatioP99: { atMost: 2 },
};

/** `--suite import`: a list of people is read and written while pendants are pressed, in turns with a calm platform. */
export const importing = (options: Options): Promise<number> =>
  runSuite('import', BARS, options, async ({ stage, figures, seen }) => {
    await written(stage, options, figures, seen);
    const idle = await memory(stage);
    figures.stationMiB = idle.figures.rssMiB ?? Number.NaN;
    Object.assign(seen, idle.seen);
  });

async function written(
  stage: Stage,
  { rows }: Options,
  figures: Partial<Record<Name, number>>,
  seen: Record<string, unknown>,
): Promise<void> {
  const platform = await stage.small();
  let worker = platform.startWorker();
  stage.onEnd(() => worker.stop());
  let peakMiB = 0;
  const peak = (): number => (peakMiB = Math.max(peakMiB, peakRssMiBOf(worker.pid)));
  const officer = await Person.logsIn(platform.http, 'admin');
  const desk = await Desk.open(stage, platform, pendants().pressing.slice(0, 20));
  const heart = await stage.heart();
  await heart.ask('connect', { name: 'import', port: platform.mqttPort, devices: BACKGROUND });
  await heart.ask('beat', { name: 'import', perSecond: BACKGROUND_PER_SECOND });
  await desk.presses(PER_BLOCK); // warms up
  await desk.closesEverything();

  stage.say(`uploading ${rows} rows`);
  const run = await ImportRun.upload(await stage.cluster(), platform, officer, rows);
  const readAt = performance.now();
  await run.until('checked');
  seen['readRowsPerSecond'] = rounded(rows / ((performance.now() - readAt) / 1_000), 0);
  seen['workerPeakMiBAfterReading'] = rounded(peak(), 0);
  stage.say(`read: ${JSON.stringify(seen)}`);

  const shown = { calm: [] as number[], importing: [] as number[] };
  let runningMs = 0;
  process.kill(worker.pid, 'SIGSTOP');
  await run.commit();
  const isOver = async (): Promise<boolean> => (await run.position()) >= rows;
  let kills = 0;
  let workerCpuMs = -cpuMsOf([worker.pid]);
  /** Between two blocks; the next worker goes on where the rows say that the last one was. */
  const killed = async (position: number): Promise<void> => {
    if (position < rows * (KILLED_BEHIND[kills] ?? 1) || position >= rows) return;
    peak();
    workerCpuMs += cpuMsOf([worker.pid]);
    await worker.kill();
    worker = platform.startWorker();
    kills += 1;
    stage.say(`killed the worker behind row ${position}`);
  };
  for (let block = 0; block < MOST_BLOCKS && !(await isOver()); block += 1)
    for (const side of shuffled(['calm', 'importing'] as const, stage.random)) {
      const resumedAt = performance.now();
      if (side === 'importing') process.kill(worker.pid, 'SIGCONT');
      await pause(SETTLES_MS);
      const some = await desk.presses(PER_BLOCK);
      // A block in which the import came to its end was calm in part.
      if (side === 'calm' || !(await isOver())) shown[side].push(...some);
      if (side === 'importing') {
        runningMs += performance.now() - resumedAt;
        process.kill(worker.pid, 'SIGSTOP');
        await killed(await run.position());
        process.kill(worker.pid, 'SIGSTOP');
      }
      await desk.closesEverything();
    }
  // From here on nobody presses.
  process.kill(worker.pid, 'SIGCONT');
  const [calmAt, calmFrom] = [performance.now(), await run.position()];
  while (kills < KILLED_BEHIND.length && !(await isOver())) {
    await killed(await run.position());
    await pause(SETTLES_MS);
  }
  const { accepted, rejected } = await run.until('committed');
  const calmMs = performance.now() - calmAt;
  desk.leave();
  await heart.ask('beat', null);
  if (accepted !== rows || rejected !== 0) throw new Error(`${accepted} of ${rows} rows were written`);
  figures.rowsPerSecond = rounded((rows - calmFrom) / (calmMs / 1_000), 0);
  seen['rowsWrittenBesidePresses'] = calmFrom;
  seen['rowsPerSecondBesidePresses'] = rounded(calmFrom / (runningMs / 1_000), 0);
  seen['kills'] = kills;
  seen['workerCpuMsPerRow'] = rounded((workerCpuMs + cpuMsOf([worker.pid])) / rows, 3);
  figures.workerPeakMiB = rounded(peak(), 0);
  const written = await run.peopleOnFile();
  if (written !== rows) throw new Error(`${written} people of ${rows} are on file`);
  figures.sosRatioP50 = rounded(p50(shown.importing) / p50(shown.calm));
  figures.sosRatioP99 = rounded(p99(shown.importing) / p99(shown.calm));
  for (const side of ['calm', 'importing'] as const) {
    seen[`${side}MsP50`] = rounded(p50(shown[side]));
    seen[`${side}MsP99`] = rounded(p99(shown[side]));
    seen[`${side}Presses`] = shown[side].length;
  }
}
