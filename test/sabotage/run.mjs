// Every promise has a sabotage: a small patch that must turn its scenario red. A test that stays green over a broken product
// is worse than none. Works on copies of the checkout; the checkout itself is not touched.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { copyCheckout, git } from './copy-of-checkout.mjs';

const here = import.meta.dirname ?? dirname(fileURLToPath(import.meta.url));
// For what hangs; a busy machine only takes longer.
const WITHIN_MS = 300_000;
const say = (line) => process.stdout.write(`${line}\n`);

function readSabotage(file) {
  const text = readFileSync(join(here, file), 'utf8');
  const field = (name) => {
    const found = new RegExp(`^${name}: (.+)$`, 'm').exec(text);
    if (!found) throw new Error(`${file} has no "${name}:" line`);
    return found[1];
  };
  return { file, what: field('Sabotage'), scenario: field('Scenario'), test: field('Test') };
}

/** Resolves to what jest says, or to null when it said nothing. */
function runScenario(copy, { scenario, test }) {
  const answer = join(copy, 'answer.json');
  rmSync(answer, { force: true });
  const name = test.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const jest = [
    join('node_modules', 'jest', 'bin', 'jest.js'),
    '-c',
    'jest.config.mjs',
    '--selectProjects',
    'scenario',
  ];
  const flags = [
    '--runInBand',
    '--cacheDirectory',
    join(copy, 'cache'),
    '--json',
    `--outputFile=${answer}`,
    '-t',
    name,
  ];
  return new Promise((resolve) => {
    const child = spawn(
      process.execPath,
      [
        '--experimental-vm-modules',
        '--no-warnings=ExperimentalWarning',
        ...jest,
        ...flags,
        `test/scenario/${scenario}`,
      ],
      { cwd: copy, stdio: 'ignore', timeout: WITHIN_MS, killSignal: 'SIGKILL' },
    );
    child.once('error', () => resolve(null));
    child.once('exit', () => resolve(existsSync(answer) ? JSON.parse(readFileSync(answer, 'utf8')) : null));
  });
}

/** What the failing scenario says; the first line that is not a stack. */
const complaintOf = (said) => {
  const failed = said.testResults.flatMap((file) => file.assertionResults).find((one) => one.status === 'failed');
  const lines = (failed?.failureMessages[0] ?? '').replace(/\u001b\[[0-9;]*m/g, '').split('\n');
  return `${failed?.title ?? ''}: ${lines.slice(0, 4).join(' ').replace(/\s+/g, ' ').slice(0, 200)}`;
};

/** Whether the scenario turned red, as it must, and what it said; otherwise what is wrong. */
async function commit(sabotage, copy) {
  const patch = join(here, sabotage.file);
  try {
    git(['apply', '--whitespace=nowarn', patch], copy);
  } catch (error) {
    return { caught: false, because: `the patch does not apply any more: ${error.message}` };
  }
  try {
    const said = await runScenario(copy, sabotage);
    if (said === null) return { caught: false, because: 'the scenario left no result' };
    if (said.numRuntimeErrorTestSuites > 0)
      return { caught: false, because: `the scenario did not run: ${said.testResults[0]?.message ?? ''}` };
    if (said.numFailedTests + said.numPassedTests === 0)
      return { caught: false, because: `no test is called "${sabotage.test}"` };
    if (said.numFailedTests === 0) return { caught: false, because: 'the scenario stayed green' };
    return { caught: true, because: complaintOf(said) };
  } finally {
    git(['apply', '--reverse', '--whitespace=nowarn', patch], copy);
  }
}

async function main() {
  const asked = process.argv.slice(2);
  const all = readdirSync(here)
    .filter((name) => name.endsWith('.patch'))
    .sort();
  const waiting = all
    .filter((name) => asked.length === 0 || asked.some((part) => name.startsWith(part)))
    .map(readSabotage);
  const results = [];
  const worker = async () => {
    const copy = copyCheckout();
    try {
      for (let sabotage = waiting.shift(); sabotage; sabotage = waiting.shift()) {
        const began = Date.now();
        const { caught, because } = await commit(sabotage, copy);
        const seconds = Math.round((Date.now() - began) / 1000);
        results.push(caught);
        say(`${caught ? 'caught' : 'NOT CAUGHT'} in ${seconds} s: ${sabotage.file} (${sabotage.what})\n    ${because}`);
      }
    } finally {
      rmSync(copy, { recursive: true, force: true, maxRetries: 5 });
    }
  };
  const workers = Math.max(1, Math.min(2, availableParallelism(), waiting.length));
  await Promise.all(Array.from({ length: workers }, worker));

  const passed = results.filter(Boolean).length;
  const failed = results.length - passed;
  const answer = process.env.SABOTAGE_RESULT_FILE;
  if (answer) writeFileSync(answer, JSON.stringify({ passed, failed, skipped: 0 }));
  say(`${passed} passed, ${failed} failed, 0 skipped`);
  return failed === 0 && passed > 0 ? 0 : 1;
}

process.exitCode = await main();
