// `npm run bench`: installs and builds what is missing, then measures.
import { join } from 'node:path';
import { buildWhatChanged, installWhatIsMissing, nodeTooOld, root, run } from '../../apps/station/prepare.mjs';

// Standard output may be one JSON object: what is prepared is said on the other.
const say = (line) => process.stderr.write(`${line}\n`);

async function main() {
  const old = nodeTooOld();
  if (old) {
    say(old);
    return 1;
  }
  try {
    await installWhatIsMissing(say);
    if (process.env.BENCH_AS_BUILT !== '1') await buildWhatChanged(say);
    const tsc = join('node_modules', 'typescript', 'bin', 'tsc');
    await run(say, 'building the bench', process.execPath, [tsc, '-b', join(root, 'test')]);
  } catch (error) {
    say(error.message);
    return 1;
  }
  const { bench } = await import('../dist/bench/main.js');
  return bench(process.argv.slice(2));
}

main().then((status) => process.exit(status));
