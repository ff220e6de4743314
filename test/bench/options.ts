import { FIGURES, type FigureName } from './figures.js';

export const SUITES = ['peer', 'import', 'care', 'screens'] as const;
export type Suite = (typeof SUITES)[number];

export interface Options {
  readonly json: boolean;
  readonly seed: number;
  /** Empty: every figure. */
  readonly only: readonly FigureName[];
  /** `peer`: beside what people glue together instead; `import`: while a list is imported; `care`: beside the jobs of daytime care. `screens`: the console in a browser. None has figures. */
  readonly suite: 'figures' | Suite;
  /** Of the list that `--suite import` writes; past service orders of `--suite care`. */
  readonly rows: number;
  /** In which `--suite screens` replays a busy hour. */
  readonly minutes: number;
  /** A few seconds of the first measurements, for machines whose timings mean nothing. */
  readonly short: boolean;
}

export const USAGE = `npm run bench                        every figure against its bar, within 20 minutes
npm run bench -- --json              one JSON object on standard output, progress on the other
npm run bench -- --only a,b          these figures only: ${FIGURES.map(({ name }) => name).join(', ')}
npm run bench -- --short             a few seconds of ack, console, cold and incidents/s: that it works, not how fast it is
npm run bench -- --suite peer        beside mosquitto, Node-RED and PostgreSQL, installed into a temporary folder
npm run bench -- --suite import [--rows N]  a list of people read and written while pendants are pressed (default 20000 rows)
npm run bench -- --suite care [--rows N]    the jobs of daytime care while pendants are pressed (default 500000 past orders, and people to match)
npm run bench -- --suite screens [--minutes N]  the console of a county in a browser without a GPU; a busy hour in N minutes (default 6)
npm run bench -- --seed N            another order of blocks and pauses (default 1)
status 0: every bar held · 1: a bar missed, or the run is invalid · 2: wrong usage`;

/** The options, or the sentence for whoever asked for something else. */
export function readOptions(given: readonly string[]): Options | string {
  let options: Options = { json: false, seed: 1, only: [], suite: 'figures', rows: 20_000, minutes: 6, short: false };
  let hasRows = false;
  const rest = [...given];
  while (rest.length > 0) {
    const flag = rest.shift();
    if (flag === '--json') options = { ...options, json: true };
    else if (flag === '--short') options = { ...options, short: true };
    else if (flag === '--suite') {
      const named = rest.shift();
      const suite = SUITES.find((one) => one === named);
      if (suite === undefined) return `--suite takes ${SUITES.join(', ')}.`;
      options = { ...options, suite };
    } else if (flag === '--rows') {
      const rows = Number(rest.shift());
      if (!Number.isInteger(rows) || rows < 1_000 || rows > 1_000_000) return '--rows needs 1000 to 1000000.';
      options = { ...options, rows };
      hasRows = true;
    } else if (flag === '--minutes') {
      const minutes = Number(rest.shift());
      if (!Number.isInteger(minutes) || minutes < 1 || minutes > 60) return '--minutes needs 1 to 60.';
      options = { ...options, minutes };
    } else if (flag === '--seed') {
      const seed = Number(rest.shift());
      if (!Number.isInteger(seed) || seed < 0) return '--seed needs a whole number.';
      options = { ...options, seed };
    } else if (flag === '--only') {
      const names = (rest.shift() ?? '').split(',').filter((name) => name !== '');
      const known = FIGURES.map(({ name }) => name);
      const only = names.flatMap((name) => known.find((one) => one === name) ?? []);
      if (only.length === 0 || only.length !== names.length) return `--only takes figures: ${known.join(', ')}.`;
      options = { ...options, only };
    } else return `I do not know "${flag}".`;
  }
  if (options.suite !== 'figures' && options.only.length > 0) return '--only takes figures, and a suite has none.';
  // CR-80 says how many orders a county has.
  return options.suite === 'care' && !hasRows ? { ...options, rows: 500_000 } : options;
}
