import { systemEnvironment } from '@silverbell/device-kit';
import { seededRandom } from '@silverbell/kernel';
import { setTimeout as sleep } from 'node:timers/promises';
import { demoCast } from './cast.js';
import { Fleet } from './fleet.js';
import { readOptions, USAGE, type SimulateOptions } from './options.js';
import { held, reportText, spread, type Report } from './report.js';

const CONNECT_WITHIN_MS = 20_000;
const PROGRESS_EVERY_MS = 5_000;
/** At the end the run waits this long for receipts of the last presses, as their devices would. */
const LAST_ANSWERS_MS = 30_000;

const cast = demoCast(Date.now());

async function run(options: SimulateOptions): Promise<Report> {
  const say = (line: string): void => void (options.json ? process.stderr : process.stdout).write(`${line}\n`);
  const random = seededRandom(options.seed);
  const fleet = new Fleet({
    mqttUrl: options.mqttUrl,
    httpUrl: options.httpUrl,
    environment: systemEnvironment(random),
    suffix: `fleet-${process.pid}`,
  });
  let stopping = false;
  const stop = (): void => void (stopping = true);
  process.once('SIGINT', stop).once('SIGTERM', stop);

  fleet.connectDevices({ pendants: cast.pendants.slice(0, options.seniors), hubs: [] });
  say(`connecting ${options.seniors} pendants to ${options.mqttUrl} …`);
  for (let waited = 0; fleet.online < options.seniors && waited < CONNECT_WITHIN_MS && !stopping; waited += 100)
    await sleep(100);
  if (fleet.online === 0) {
    await fleet.goHome();
    throw new Error(`No pendant could connect to ${options.mqttUrl}. Is the station running in demo mode (npm start)?`);
  }
  if (fleet.online < options.seniors) say(`only ${fleet.online} of ${options.seniors} pendants are connected`);
  await fleet.callHelpers(cast.helpers.slice(0, options.helpers));

  fleet.pressNowAndThen(options.pressesPerHour, fleet.pendants);
  const endsAt = performance.now() + options.durationS * 1_000;
  let nextWord = performance.now();
  while (performance.now() < endsAt && !stopping) {
    if (performance.now() >= nextWord) {
      const { presses, answered, offers, accepted, finished } = fleet.counts;
      const left = Math.max(0, Math.round((endsAt - performance.now()) / 1_000));
      say(
        `${left} s left: ${fleet.online} pendants online, ${presses} presses, ${answered} answered, ${offers} offers, ${accepted} accepted, ${finished} finished`,
      );
      nextWord += PROGRESS_EVERY_MS;
    }
    await sleep(Math.min(200, Math.max(1, endsAt - performance.now())));
  }
  fleet.stopPressing();
  for (let waited = 0; fleet.counts.waiting > 0 && waited < LAST_ANSWERS_MS; waited += 100) await sleep(100);
  const counts = fleet.counts;
  const report: Report = {
    ...counts,
    seniors: options.seniors,
    helpers: options.helpers,
    durationS: options.durationS,
    seed: options.seed,
    answerMs: spread(fleet.answerTimes()),
    held: held(counts) && fleet.pendants.length > 0,
    troubles: Object.fromEntries(fleet.troubles),
  };
  await fleet.goHome();
  say(reportText(report));
  return report;
}

const options = readOptions(process.argv.slice(2), process.env, {
  seniors: cast.pendants.length,
  helpers: cast.helpers.length,
});
if (typeof options === 'string') {
  process.stderr.write(options === 'help' ? `${USAGE}\n` : `${options}\n\n${USAGE}\n`);
  process.exit(options === 'help' ? 0 : 2);
}
try {
  const report = await run(options);
  if (options.json) process.stdout.write(`${JSON.stringify(report)}\n`);
  process.exit(report.held ? 0 : 1);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
