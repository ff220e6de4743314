// `npm run chaos`: installs and builds what is missing, then runs what test/chaos was built into.
import { join } from 'node:path';
import { buildWhatChanged, installWhatIsMissing, nodeTooOld, root, run } from '../../apps/station/prepare.mjs';
import { installOutsidePrograms } from '../outside-programs.mjs';

// Standard output may be one JSON object: what is prepared is said on the other.
const say = (line) => process.stderr.write(`${line}\n`);

async function main() {
  const old = nodeTooOld();
  if (old) throw new Error(old);
  await installWhatIsMissing(say);
  await buildWhatChanged(say);
  const tsc = [join('node_modules', 'typescript', 'bin', 'tsc'), '-b', join('test', 'tsconfig.json')];
  await run(say, 'building chaos (tsc -b)', process.execPath, tsc);
  await installOutsidePrograms(say, ['mosquitto']);
  await import('../dist/chaos/main.js');
}

main().catch((error) => {
  say(error.message);
  process.exit(1);
});
