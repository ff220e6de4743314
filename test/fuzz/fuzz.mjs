// `npm run fuzz`: installs and builds what is missing, then runs what test/fuzz was built into.
import { join } from 'node:path';
import makePlace, { clearOwnCluster } from '../cluster-setup.mjs';
import { buildWhatChanged, installWhatIsMissing, nodeTooOld, run } from '../../apps/station/prepare.mjs';

// Standard output may be one JSON object: what is prepared is said on the other.
const say = (line) => process.stderr.write(`${line}\n`);

async function main() {
  const old = nodeTooOld();
  if (old) throw new Error(old);
  await installWhatIsMissing(say);
  await buildWhatChanged(say);
  const tsc = [join('node_modules', 'typescript', 'bin', 'tsc'), '-b', join('test', 'tsconfig.json')];
  await run(say, 'building the fuzzer (tsc -b)', process.execPath, tsc);
  await makePlace();
  try {
    await import('../dist/fuzz/main.js');
  } finally {
    await clearOwnCluster();
  }
}

main().catch((error) => {
  say(error.message);
  process.exit(1);
});
