// `npm run nightly`: what does not fit into `npm test`. `npm run nightly -- chaos peer` runs these only. Each step is a command of its own,
// with the flags written here; the last results stand in test/README.md.
import { join } from 'node:path';
import { root, run } from '../apps/station/prepare.mjs';

const say = (line) => process.stdout.write(`${line}\n`);
const test = (...path) => join(root, 'test', ...path);

const STEPS = {
  chaos: {
    minutes: 120,
    args: [test('chaos', 'chaos.mjs'), '--kills', '200', '--devices', '200', '--presses', '250', '--json'],
  },
  'chaos-sabotage': { minutes: 30, args: [test('chaos', 'sabotage.mjs')] },
  long: {
    minutes: 30,
    args: [
      ...['--experimental-vm-modules', join(root, 'node_modules', 'jest', 'bin', 'jest.js')],
      ...['--selectProjects', 'long', '--maxWorkers=2', '-c', join(root, 'jest.config.mjs')],
    ],
  },
  fuzz: { minutes: 20, args: [test('fuzz', 'fuzz.mjs'), '--seconds', '600', '--json'] },
  bench: { minutes: 25, args: [test('bench', 'run.mjs'), '--json'] },
  'import-500000': {
    minutes: 45,
    args: [test('bench', 'run.mjs'), '--suite', 'import', '--rows', '500000', '--json'],
  },
  town: {
    minutes: 90,
    args: [
      ...['--experimental-vm-modules', join(root, 'node_modules', 'jest', 'bin', 'jest.js')],
      ...['--selectProjects', 'e2e', '-c', join(root, 'jest.config.mjs'), 'e2e/spreadsheets'],
    ],
    env: { TOWN_SIZE: 'real' },
  },
  'screens-both-themes': {
    minutes: 15,
    args: [
      ...['--experimental-vm-modules', join(root, 'node_modules', 'jest', 'bin', 'jest.js')],
      ...['--selectProjects', 'e2e', '-c', join(root, 'jest.config.mjs'), 'e2e/screens'],
    ],
    env: { SCREENS_THEMES: 'both' },
  },
  'journeys-at-night': {
    minutes: 30,
    args: [
      ...['--experimental-vm-modules', join(root, 'node_modules', 'jest', 'bin', 'jest.js')],
      ...['--selectProjects', 'e2e', '-c', join(root, 'jest.config.mjs'), 'e2e/journeys'],
    ],
    env: { E2E_THEME: 'dark', E2E_CUT_S: '90' },
  },
  screens: { minutes: 25, args: [test('bench', 'run.mjs'), '--suite', 'screens', '--json'] },
  lighthouse: { minutes: 20, args: [test('lighthouse', 'lighthouse.mjs'), '--json'] },
  telephony: { minutes: 20, args: [test('telephony', 'telephony.mjs')] },
  peer: { minutes: 20, args: [test('bench', 'run.mjs'), '--suite', 'peer', '--json'] },
};

const asked = process.argv.slice(2);
const unknown = asked.find((name) => !(name in STEPS));
if (unknown !== undefined) {
  process.stderr.write(`There is no step "${unknown}": there are ${Object.keys(STEPS).join(', ')}.\n`);
  process.exit(2);
}
const rows = [];
for (const [name, { minutes, args, env }] of Object.entries(STEPS)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  const began = Date.now();
  let why = '';
  try {
    await run(say, name, process.execPath, args, { withinMs: minutes * 60_000, env });
  } catch (error) {
    why = error.message;
  }
  rows.push({ name, seconds: Math.round((Date.now() - began) / 1000), why });
}
say('');
for (const { name, seconds, why } of rows) say(`${name.padEnd(20)}${String(seconds).padStart(7)} s   ${why || 'held'}`);
process.exitCode = rows.some(({ why }) => why !== '') ? 1 : 0;
