// `npm run chaos:sabotage`: chaos over a product that breaks a promise must turn red, in the very figure that counts it. Each patch of
// test/chaos/sabotage names its figure and the run that shows it. Works on a copy of the checkout; takes some minutes, so it is no part of `npm test`.
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildWhatChanged, installWhatIsMissing, nodeTooOld } from '../../apps/station/prepare.mjs';
import { installOutsidePrograms } from '../outside-programs.mjs';
import { copyCheckout, git, root } from '../sabotage/copy-of-checkout.mjs';

const here = join(root, 'test', 'chaos', 'sabotage');
const say = (line) => process.stderr.write(`${line}\n`);

/** Resolves with status and standard output; what is said on the other is passed on. */
const node = (cwd, ...args) =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd, stdio: ['ignore', 'pipe', 'inherit'] });
    let out = '';
    child.stdout.on('data', (text) => (out += text));
    child.once('error', reject);
    child.once('close', (status) => resolve({ status, out }));
  });

/** `null`: chaos turned red where it must. */
async function turnsRed(copy, patch, { figure, flags }) {
  git(['apply', '--whitespace=nowarn', patch], copy);
  try {
    const tsc = join('node_modules', 'typescript', 'bin', 'tsc');
    const built = await node(copy, tsc, '-b', 'apps/engine', 'apps/api', 'apps/station', 'test/tsconfig.json');
    if (built.status !== 0) return `the sabotaged product does not build: ${built.out}`;
    const { status, out } = await node(copy, join('test', 'dist', 'chaos', 'main.js'), ...flags.split(' '), '--json');
    const report = JSON.parse(out || 'null');
    say(JSON.stringify(report));
    if (report === null) return 'chaos came to no report';
    return status === 1 && report[figure] > 0 ? null : `${figure} is ${report[figure]}, status ${status}`;
  } finally {
    git(['apply', '--reverse', '--whitespace=nowarn', patch], copy);
  }
}

async function main() {
  const old = nodeTooOld();
  if (old) throw new Error(old);
  await installWhatIsMissing(say);
  await buildWhatChanged(say);
  await installOutsidePrograms(say, ['mosquitto']);
  const copy = copyCheckout({ built: true });
  let green = 0;
  try {
    for (const file of readdirSync(here).sort()) {
      const text = readFileSync(join(here, file), 'utf8');
      const figure = /^Figure: (\w+)$/m.exec(text)?.[1];
      const flags = /^Chaos: (.+)$/m.exec(text)?.[1];
      const because = await turnsRed(copy, join(here, file), { figure, flags });
      if (because !== null) green += 1;
      say(because === null ? `caught: ${file} (${figure})` : `NOT CAUGHT: ${file}: ${because}`);
    }
  } finally {
    rmSync(copy, { recursive: true, force: true, maxRetries: 5 });
  }
  process.exitCode = green === 0 ? 0 : 1;
}

main().catch((error) => {
  say(error.message);
  process.exit(1);
});
