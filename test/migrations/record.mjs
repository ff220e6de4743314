// Records a database of an earlier version: runs its recorder (recorded/<version>.recorder.mjs) in a checkout of that version, which must
// be installed. `node test/migrations/record.mjs --version 7b7563b --checkout <folder>`; README.md says when.
import { spawnSync } from 'node:child_process';
import { copyFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

const { version, checkout } = parseArgs({
  options: { version: { type: 'string' }, checkout: { type: 'string' } },
}).values;
if (!version || !checkout) {
  console.error('node test/migrations/record.mjs --version <commit> --checkout <folder with that commit, installed>');
  process.exit(1);
}
const recorded = join(import.meta.dirname, 'recorded');
const there = resolve(checkout);
const spec = join(there, 'test', 'scenario', 'recorder.scenario.spec.ts');
copyFileSync(join(recorded, `${version}.recorder.mjs`), spec);
try {
  const { status } = spawnSync('npm', ['run', '-s', 'test:scenario', '--', 'scenario/recorder'], {
    cwd: there,
    env: { ...process.env, RECORD_TO: join(recorded, version) },
    stdio: 'inherit',
  });
  process.exitCode = status ?? 1;
} finally {
  rmSync(spec);
}
