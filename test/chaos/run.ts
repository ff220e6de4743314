import type { Environment } from '@silverbell/device-kit';
import { seededRandom } from '@silverbell/kernel';
import { setTimeout as pause } from 'node:timers/promises';
import { Auditor, type Fault } from './audit.js';
import { Consoles } from './consoles.js';
import { play } from './director.js';
import { FileChanges } from './file-changes.js';
import { Fleet, type Wearer } from './fleet.js';
import { Helpers, type Neighbour } from './neighbours.js';
import { Operator } from './operators.js';
import type { ChaosOptions } from './options.js';
import { areBlind } from './points.js';
import { reportOf, type Report } from './report.js';
import { KILLS_PER_FULL_DISK, scheduleOf } from './schedule.js';
import { serverStage } from './server-stage.js';
import { sqlAt } from './sql.js';
import { keptIn } from './spooling.js';
import { stationStage } from './station-stage.js';
import type { Stage } from './stage.js';

export interface Surroundings {
  readonly cast: { readonly pendants: readonly Wearer[]; readonly helpers: readonly Neighbour[] };
  readonly environment: Environment;
  readonly say: (line: string) => void;
}

const CONNECT_WITHIN_MS = 60_000;
const PROGRESS_EVERY_MS = 5_000;
/** A claim of somebody who died is free again after 30 s, a stalled one is tried again within a minute. */
const QUIET_WITHIN_MS = 180_000;

/** One run from the first process to the last; resolves with what was found. */
export async function run(options: ChaosOptions, surroundings: Surroundings): Promise<Report> {
  const { say } = surroundings;
  const careless = surroundings.cast.pendants.at(-1);
  if (!careless) throw new Error('the demo town has no pendant');
  const stage = await (options.mode === 'server'
    ? serverStage(careless, options.kills >= KILLS_PER_FULL_DISK, say)
    : stationStage(careless, say));
  const leave = (): void => void stage.close(false).finally(() => process.exit(1));
  process.once('SIGINT', leave).once('SIGTERM', leave);
  let broken = true;
  try {
    const report = await runOn(stage, options, surroundings);
    broken = report.faults.length > 0;
    return report.report;
  } finally {
    process.off('SIGINT', leave).off('SIGTERM', leave);
    const keep = options.keep || broken;
    await stage.close(keep);
    if (keep) say(`the logs of every process are in ${stage.folder}`);
  }
}

async function runOn(
  stage: Stage,
  options: ChaosOptions,
  { cast, environment, say }: Surroundings,
): Promise<{ readonly report: Report; readonly faults: readonly Fault[] }> {
  const { seed } = options;
  const schedule = scheduleOf({ ...options, ...whatCanHappenOn(stage) });
  const origins = stage.httpPorts.map((port) => `http://127.0.0.1:${String(port)}`);
  const originOf = (index: number): string => origins[index % origins.length] ?? '';
  const fleet = new Fleet((index) => stage.mqttUrlFor(index), environment);
  const helpers = new Helpers(originOf, environment);
  const operators = ['operator', 'operator-2'].map(
    (name, index) => new Operator(name, origins, index, seededRandom(seed + 17 * (index + 1)), Date.now),
  );

  fleet.connect(cast.pendants.slice(0, options.devices));
  const consoles = await Consoles.open(
    stage.httpPorts.flatMap((port) => ['lead', 'supervisor'].map((username) => ({ username, port }))),
  );
  await Promise.all([
    helpers.comeOnDuty(cast.helpers.slice(0, options.helpers)),
    ...operators.map((one) => one.comesOnDuty()),
  ]);
  if (!(await within(CONNECT_WITHIN_MS, () => fleet.online === options.devices)))
    throw new Error(`only ${String(fleet.online)} of ${String(options.devices)} devices could connect`);
  say(
    `${String(options.devices)} devices, ${String(options.helpers)} helpers, 2 operators, 4 consoles; ${String(schedule.presses.length)} presses, ${String(schedule.kills.length)} kills, ${String(schedule.troubles.length)} troubled lines, ${String(schedule.jumps.length)} clock jumps and ${String(schedule.fulls.length)} full disks in ${String(Math.round(schedule.lengthMs / 1_000))} s, seed ${String(seed)}`,
  );

  const begin = performance.now();
  const tell = (): void =>
    say(
      `${String(Math.round((performance.now() - begin) / 1_000))} s: ${String(fleet.pressed.length)} pressed, ${String(fleet.waiting.length)} unanswered, ${String(sum(operators, 'attended'))} attended, ${String(helpers.counts.accepted)} accepted, ${String(helpers.counts.finished)} finished, ${String(sum(operators, 'closed'))} closed`,
    );
  const progress = setInterval(tell, PROGRESS_EVERY_MS);
  const wearers = cast.pendants.slice(0, options.devices).map(({ id }) => id);
  const files = new FileChanges(sqlAt(stage.databaseUrl), wearers, seededRandom(seed + 5));
  let faults: readonly Fault[];
  let played;
  let auditor: Auditor;
  try {
    played = await play(schedule, { stage, fleet, say });
    await files.ends();
    say('the last kill is over; waiting until nothing is due any more');
    auditor = await Auditor.of(stage.databaseUrl);
    const looking = auditor;
    await quiet(
      async () => [
        ...fleet.waiting.map(({ press }) => `no receipt for ${press.id}`),
        ...(consoles.allLive ? [] : ['a console is not live']),
        ...keptIn(stage.spools).map(({ pressId }) => `${pressId ?? 'a press of a hub'} lies in a spool`),
        ...(await looking.waiting(Date.now())),
      ],
      say,
    );
    for (const one of operators) one.closesNoMore();
    tell();
    faults = [
      ...(await auditor.faults(fleet.pressed, stage.kept, Date.now())),
      ...(await consoles.faults(() => looking.openCases())),
      ...(await stage.lastLook()),
    ];
  } finally {
    clearInterval(progress);
    await files.ends();
  }
  for (const { of, what } of faults) say(`${of}: ${what}`);
  const deaths = stage.selfDeaths();
  for (const { name, times } of deaths) say(`ended by itself and was started again: ${name} × ${String(times)}`);
  for (const [what, times] of refusals(operators)) say(`refused ${String(times)} times: ${what}`);
  say(
    `files changed meanwhile: ${String(files.count)}; helpers: ${JSON.stringify(helpers.counts)}; missed pushes: ${String(consoles.missedPushes)}; pressed again after the closing: ${String(auditor.pressedAgain)}; on the disk of an engine that died: ${String(stage.kept.length)}`,
  );
  const report = reportOf({
    kills: played.kills,
    presses: fleet.pressed.length,
    alertsAcked: fleet.answered.length,
    faults,
    selfDeaths: deaths.filter(({ ours }) => ours).reduce((total, { times }) => total + times, 0),
    recoveryMs: played.recoveryMs,
    latenessMs: await auditor.lateness(),
    seed,
  });
  const { named } = stage;
  say(`caught at a named moment: ${String(named.filter(Boolean).length)} of ${String(named.length)} kills`);
  await Promise.all(operators.map((one) => one.goesHome()));
  await consoles.close();
  await helpers.goHome();
  await fleet.goesHome();
  await auditor.leaves();
  if (areBlind(named)) throw new Error('no engine was caught at any named moment: the moments are not found any more');
  return { report, faults };
}

/** Until nothing is left, or the time is over: what is left then is found by the audit. */
async function quiet(left: () => Promise<readonly string[]>, say: (line: string) => void): Promise<void> {
  const until = performance.now() + QUIET_WITHIN_MS;
  let saidAt = performance.now();
  for (;;) {
    const what = await left().catch((error: unknown) => [`looking: ${String(error)}`]);
    if (what.length === 0) return;
    if (performance.now() > until) {
      say(`still not quiet: ${what.slice(0, 10).join('; ')}`);
      return;
    }
    if (performance.now() - saidAt > PROGRESS_EVERY_MS) {
      saidAt = performance.now();
      say(`waiting for ${String(what.length)} things, for example ${what.slice(0, 3).join('; ')}`);
    }
    await pause(250);
  }
}

async function within(ms: number, holds: () => boolean): Promise<boolean> {
  for (const until = performance.now() + ms; performance.now() < until;) {
    if (holds()) return true;
    await pause(100);
  }
  return holds();
}

const sum = (operators: readonly Operator[], what: 'attended' | 'closed'): number =>
  operators.reduce((total, { counts }) => total + counts[what], 0);

function refusals(operators: readonly Operator[]): ReadonlyMap<string, number> {
  const all = new Map<string, number>();
  for (const { counts } of operators)
    for (const [what, times] of counts.refused) all.set(what, (all.get(what) ?? 0) + times);
  return all;
}

const whatCanHappenOn = ({
  targets,
  points,
  lines,
  clocks,
  disks,
}: Stage): Pick<Stage, 'targets' | 'points' | 'lines' | 'clocks' | 'disks'> => ({
  targets,
  points,
  lines,
  clocks,
  disks,
});
