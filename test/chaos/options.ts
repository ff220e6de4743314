import { parseArgs } from 'node:util';

export interface ChaosOptions {
  readonly kills: number;
  readonly devices: number;
  readonly presses: number;
  readonly helpers: number;
  readonly seed: number;
  readonly mode: 'server' | 'station';
  readonly json: boolean;
  readonly keep: boolean;
}

export const USAGE = `npm run chaos -- --kills N --devices N --seed N [--json]
A fleet presses and repeats until "received", helpers accept and race, operators attend and close, while processes of
the platform are killed. Then the promises are checked from the outside.
  --kills 12        SIGKILLs, at random moments and at named points
  --devices 40      simulated pendants
  --presses 5       per pendant, at least 5
  --helpers 16      simulated helpers on duty
  --seed 1          the same seed has the same schedule
  --mode server     server: PostgreSQL, mosquitto, engine × 2, api × 2; station: one machine with all in it
  --keep            keep the folder with the logs of every process
  --json            one JSON object on standard output, words on standard error
Status 0: every promise held. 1: one was broken. 2: wrong usage.`;

export interface Most {
  readonly devices: number;
  readonly helpers: number;
}

/** The options, `help`, or the sentence that says what is wrong with them. */
export function readOptions(args: readonly string[], most: Most): ChaosOptions | string {
  let values;
  try {
    ({ values } = parseArgs({
      args: [...args],
      options: {
        kills: { type: 'string', default: '12' },
        devices: { type: 'string', default: '40' },
        presses: { type: 'string', default: '5' },
        helpers: { type: 'string', default: String(Math.min(16, most.helpers)) },
        seed: { type: 'string', default: '1' },
        mode: { type: 'string', default: 'server' },
        json: { type: 'boolean', default: false },
        keep: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    }));
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  if (values.help) return 'help';
  const { mode, json, keep } = values;
  if (mode !== 'server' && mode !== 'station') return `--mode must be server or station, not "${mode}"`;
  const limits = {
    kills: [0, 10_000],
    devices: [1, most.devices],
    presses: [5, 100_000],
    helpers: [0, most.helpers],
    seed: [0, 0xffff_ffff],
  } as const;
  const numbers = { kills: 0, devices: 0, presses: 0, helpers: 0, seed: 0 };
  for (const name of ['kills', 'devices', 'presses', 'helpers', 'seed'] as const) {
    const [from, to] = limits[name];
    const value = /^\d+$/.test(values[name]) ? Number(values[name]) : NaN;
    if (!(value >= from && value <= to))
      return `--${name} must be a whole number from ${String(from)} to ${String(to)}, not "${values[name]}"`;
    numbers[name] = value;
  }
  return { ...numbers, mode, json, keep };
}
