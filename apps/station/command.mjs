// Runs one command of the station at its machine: `npm run backup`, `restore`, `audit:verify` or `admin:reset`.
import { existsSync } from 'node:fs';
import { buildWhatChanged, installWhatIsMissing, nodeTooOld } from './prepare.mjs';

const program = new URL('./dist/commands/main.js', import.meta.url);
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
    if (!existsSync(program)) await buildWhatChanged(say);
  } catch (error) {
    say(error.message);
    process.exit(1);
  }
  const [what, ...args] = process.argv.slice(2);
  const { runCommand } = await import(program.href);
  process.exit(await runCommand(what, args));
}

main();
