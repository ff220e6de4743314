import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { fuzzApi } from './api/run.js';
import { fuzz } from './run.js';

const USAGE = `npm run fuzz -- --seconds N --seed N [--json]
Broken, hostile and random input: half of the time to every parser (MQTT payloads, device profiles, topics, bodies, queries),
half of it to the running api, by people of every role.
  --seconds 60  how long, beside what the start takes
  --seed 1      the first input; a failing one is printed with its own
  --json        one JSON object on standard output, words on standard error
Status 0: every promise held. 1: one was broken. 2: wrong usage.`;

function options(): { readonly seconds: number; readonly seed: number; readonly json: boolean } | string {
  try {
    const { values } = parseArgs({
      options: {
        seconds: { type: 'string', default: '60' },
        seed: { type: 'string', default: '1' },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
    if (values.help) return 'help';
    const [seconds, seed] = [Number(values.seconds), Number(values.seed)];
    if (!(seconds > 0 && seconds <= 86_400)) return '--seconds must be above 0, at most 86400';
    return Number.isSafeInteger(seed) && seed >= 0
      ? { seconds, seed, json: values.json }
      : '--seed must be a whole number';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Says how far it is, and whether there is time for more. */
function until(ms: number, what: string): (done: number) => boolean {
  const began = performance.now();
  let said = began;
  return (done) => {
    const at = performance.now();
    if (at - said > 5_000) {
      said = at;
      process.stderr.write(
        `${what}: ${String(Math.round((at - began) / 1000))} s of ${String(Math.round(ms / 1000))}, ${String(done)} inputs\n`,
      );
    }
    return at - began < ms;
  };
}

const read = options();
if (typeof read === 'string') {
  process.stderr.write(read === 'help' ? '' : `${read}\n`);
  (read === 'help' ? process.stdout : process.stderr).write(`${USAGE}\n`);
  process.exitCode = read === 'help' ? 0 : 2;
} else {
  const halfMs = read.seconds * 500;
  const parsers = fuzz({
    seed: read.seed,
    payloads: join(import.meta.dirname, '../../../devices/payloads'),
    now: () => performance.now(),
    goesOn: until(halfMs, 'parsers'),
  });
  const api = await fuzzApi({ seed: read.seed, goesOn: until(halfMs, 'api') });
  const broken = [...parsers.broken, ...api.broken];
  for (const one of broken) process.stderr.write(`${one}\n`);
  const inputs = parsers.inputs + api.requests + api.lines;
  process.stderr.write(`${String(inputs)} inputs, ${String(broken.length)} broke a promise\n`);
  if (read.json) process.stdout.write(`${JSON.stringify({ seed: read.seed, parsers, api })}\n`);
  process.exitCode = broken.length === 0 ? 0 : 1;
}
