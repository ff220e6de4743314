// `npm test`: from a fresh clone to one line, `N passed, N failed, N skipped`, summed over every floor.
// `npm test -- unit medium` runs these floors only.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'fs';
import { basename, join, relative } from 'path';
import { buildWhatChanged, installWhatIsMissing, nodeTooOld, root, run } from '../apps/station/prepare.mjs';
import { installOutsidePrograms } from './outside-programs.mjs';

const say = (line) => process.stdout.write(`${line}\n`);
const bin = (...path) => join('node_modules', ...path);
const results = join(root, 'test-results');

/** One run of the test runner: what it counted, and the files in which something failed. */
async function jestRun(floor, what, flags, minutes) {
  const file = join(results, `${what}.json`);
  rmSync(file, { force: true });
  const nodeFlags = ['--experimental-vm-modules', '--no-warnings=ExperimentalWarning'];
  const all = ['--selectProjects', floor, '--json', `--outputFile=${file}`, '-c', 'jest.config.mjs', ...flags];
  let died = null;
  try {
    // --json prints the answer a second time; what people read comes on standard error.
    await run(say, what, process.execPath, [...nodeFlags, bin('jest', 'bin', 'jest.js'), ...all], {
      shown: 'stderr',
      withinMs: minutes * 60_000,
    });
  } catch (error) {
    died = error;
  }
  const nothing = { passed: 0, failed: 1, skipped: 0, why: died ? died.message : 'it left no result', red: [] };
  if (!existsSync(file)) return nothing;
  const said = JSON.parse(readFileSync(file, 'utf8'));
  const failed = said.numFailedTests + said.numRuntimeErrorTestSuites;
  return {
    passed: said.numPassedTests,
    failed: died ? Math.max(1, failed) : failed,
    skipped: said.numPendingTests + said.numTodoTests,
    why: died ? died.message : '',
    red: said.testResults
      .filter(({ status }) => status === 'failed')
      .map(({ name, assertionResults }) => ({
        name,
        count: (status) => assertionResults.filter((one) => one.status === status).length,
      })),
  };
}

const jest = (floor, workers, minutes) => () => jestRun(floor, floor, [`--maxWorkers=${workers}`], minutes);

/** More red files than this are no accident of a busy machine, and get no second look. */
const MOST_LOOKED_AT_AGAIN = 3;

/**
 * A floor of real processes and real seconds. A file that was red beside others is looked at once more, alone, on the
 * machine it then has for itself: red again is red; green is counted as passed and named as unsteady in the last lines,
 * because somebody has to steady it. The fast floors, the sabotages and chaos get no such grace.
 */
const jestOfRealTime = (floor, workers, minutes) => async () => {
  const first = await jest(floor, workers, minutes)();
  const counted = first.red.reduce((sum, { count }) => sum + Math.max(1, count('failed')), 0);
  if (first.red.length === 0 || first.red.length > MOST_LOOKED_AT_AGAIN || counted < first.failed) return first;
  const files = first.red.map(({ name }) => name);
  say(`${floor}: a second look, alone, at ${files.map((name) => relative(root, name)).join(' ')}`);
  const flags = ['--maxWorkers=1', '--runTestsByPath', ...files];
  const again = await jestRun(floor, `${floor}-again`, flags, minutes);
  const of = (status) => first.red.reduce((sum, { count }) => sum + count(status), 0);
  return {
    passed: first.passed - of('passed') + again.passed,
    failed: again.failed,
    skipped: first.skipped - of('pending') - of('todo') + again.skipped,
    why: again.failed > 0 ? again.why : `unsteady, green alone: ${files.map((name) => basename(name)).join(' ')}`,
  };
};

const commands = (floor, list) => async () => {
  try {
    for (const [what, ...args] of list)
      await run(say, `${floor}: ${what}`, process.execPath, args, { withinMs: 10 * 60_000 });
    return { passed: 1, failed: 0, skipped: 0, why: '' };
  } catch (error) {
    return { passed: 0, failed: 1, skipped: 0, why: error.message };
  }
};

/** Its own runner: each promise's scenario must turn red over a product that breaks it. */
const sabotages = async () => {
  const file = join(results, 'sabotage.json');
  rmSync(file, { force: true });
  let why = '';
  try {
    const env = { SABOTAGE_RESULT_FILE: file };
    await run(say, 'sabotage', process.execPath, ['test/sabotage/run.mjs'], { env, withinMs: 20 * 60_000 });
  } catch (error) {
    why = error.message;
  }
  if (!existsSync(file)) return { passed: 0, failed: 1, skipped: 0, why: why || 'it left no result' };
  const said = JSON.parse(readFileSync(file, 'utf8'));
  return { ...said, failed: why ? Math.max(1, said.failed) : said.failed, why };
};

/** The short form; `npm run chaos -- --help` tells of the long one. Its own program, because it kills processes and not promises. */
const chaos = async () => {
  const flags = ['--kills', '4', '--devices', '12', '--seed', '1', '--json'];
  try {
    await run(say, 'chaos', process.execPath, ['test/chaos/chaos.mjs', ...flags], { withinMs: 10 * 60_000 });
    return { passed: 1, failed: 0, skipped: 0, why: '' };
  } catch (error) {
    return { passed: 0, failed: 1, skipped: 0, why: error.message };
  }
};

const tsc = bin('typescript', 'bin', 'tsc');
const FLOORS = {
  lint: commands('lint', [['eslint', bin('eslint', 'bin', 'eslint.js'), '.', '--max-warnings=0']]),
  typecheck: commands('typecheck', [
    // The programs of `test` (bench, chaos) are built by their own floors, too; here a mistake shows at once.
    ['servers, libraries and test programs', tsc, '-b', '.', 'test'],
    ['specs', tsc, '-p', 'tsconfig.spec.json'],
    ['web apps', bin('nx', 'dist', 'bin', 'nx.js'), 'run-many', '-t', 'typecheck', '--outputStyle=stream'],
  ]),
  unit: jest('unit', 2, 10),
  architecture: jest('architecture', 1, 10),
  medium: jestOfRealTime('medium', 2, 30),
  scenario: jestOfRealTime('scenario', 2, 20),
  sabotage: sabotages,
  chaos,
  // That it runs and that whatever was answered is in a case; how fast is not judged here.
  bench: commands('bench', [['the short form', 'test/bench/run.mjs', '--short']]),
  e2e: jestOfRealTime('e2e', 1, 35),
};

const pad = (value, width) => String(value).padStart(width);

async function main() {
  const asked = process.argv.slice(2);
  const unknown = asked.find((name) => !(name in FLOORS));
  if (unknown !== undefined) {
    process.stderr.write(`There is no floor "${unknown}": there are ${Object.keys(FLOORS).join(', ')}.\n`);
    return 2;
  }
  const floors = asked.length > 0 ? Object.keys(FLOORS).filter((name) => asked.includes(name)) : Object.keys(FLOORS);
  const startedAt = Date.now();
  const rows = [];
  const step = async (name, work) => {
    const began = Date.now();
    const row = await work();
    rows.push({ name, ...row, seconds: Math.round((Date.now() - began) / 1000) });
    return row.failed === 0;
  };
  const attempt = (work) => async () => {
    try {
      await work();
      return { passed: 0, failed: 0, skipped: 0, why: '' };
    } catch (error) {
      return { passed: 0, failed: 1, skipped: 0, why: error.message };
    }
  };

  const tooOld = nodeTooOld();
  const installed = await step(
    'install',
    attempt(async () => {
      if (tooOld) throw new Error(tooOld);
      await installWhatIsMissing(say);
    }),
  );
  if (installed) {
    mkdirSync(results, { recursive: true });
    if (floors.some((name) => ['medium', 'scenario', 'chaos', 'e2e'].includes(name)))
      await step(
        'programs',
        attempt(() => installOutsidePrograms(say)),
      );
    if (floors.some((name) => ['architecture', 'medium', 'scenario', 'chaos', 'e2e'].includes(name)))
      await step(
        'build',
        attempt(() => buildWhatChanged(say)),
      );
    for (const name of floors) await step(name, FLOORS[name]);
  }

  say('');
  say(`${'floor'.padEnd(14)}${pad('passed', 8)}${pad('failed', 8)}${pad('skipped', 9)}${pad('seconds', 9)}`);
  for (const { name, passed, failed, skipped, seconds, why } of rows) {
    say(
      `${name.padEnd(14)}${pad(passed, 8)}${pad(failed, 8)}${pad(skipped, 9)}${pad(seconds, 9)}${why ? `   ${why}` : ''}`,
    );
  }
  const sum = (key) => rows.reduce((total, row) => total + row[key], 0);
  say(`in ${Math.round((Date.now() - startedAt) / 1000)} s`);
  say(`${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped`);
  return sum('failed') === 0 ? 0 : 1;
}

main().then((status) => {
  process.exitCode = status;
});
