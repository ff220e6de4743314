// `npm run backup`, `npm run restore`, `npm run audit:verify`, `npm run admin:reset`: what is done at the machine.
import { existsSync } from 'node:fs';
import { buildWhatChanged, installWhatIsMissing, nodeTooOld } from './prepare.mjs';

const keeping = new URL('./dist/keeping/main.js', import.meta.url);
const say = (line) => process.stderr.write(`${line}\n`);

async function main() {
  const old = nodeTooOld();
  if (old) {
    say(old);
    process.exit(1);
  }
  try {
    await installWhatIsMissing(say);
    // The station that runs was built from the same sources; only a clone that never started one has nothing.
    if (!existsSync(keeping)) await buildWhatChanged(say);
  } catch (error) {
    say(error.message);
    process.exit(1);
  }
  const [what, ...args] = process.argv.slice(2);
  const { keep } = await import(keeping.href);
  process.exit(await keep(what, args));
}

main();
