import { systemEnvironment } from '@silverbell/device-kit';
import { seededRandom } from '@silverbell/kernel';
import { demoCast } from '@silverbell/station/cast';
import { readOptions, USAGE } from './options.js';
import { held } from './report.js';
import { run } from './run.js';

const say = (line: string): void => void process.stderr.write(`${line}\n`);
const cast = demoCast(Date.now());
const options = readOptions(process.argv.slice(2), {
  devices: cast.pendants.length,
  helpers: cast.helpers.length,
});
if (typeof options === 'string') {
  say(options === 'help' ? USAGE : `${options}\n\n${USAGE}`);
  process.exit(options === 'help' ? 0 : 2);
}
try {
  const report = await run(options, {
    cast,
    environment: systemEnvironment(seededRandom(options.seed ^ 0x2545_f491)),
    say,
  });
  const ok = held(report);
  say(ok ? 'held: every promise' : `BROKEN: see above; --seed ${String(options.seed)} has the same schedule again`);
  process.stdout.write(`${options.json ? JSON.stringify(report) : JSON.stringify(report, null, 2)}\n`);
  process.exit(ok ? 0 : 1);
} catch (error) {
  say(error instanceof Error ? (error.stack ?? error.message) : String(error));
  process.exit(1);
}
