// `npm run make:spreadsheets`: fictional files of a county office, for the import.
import { existsSync } from 'node:fs';
import { buildWhatChanged, installWhatIsMissing, nodeTooOld } from '../station/prepare.mjs';

const maker = new URL('./dist/spreadsheets/make.js', import.meta.url);
// Standard output names the folder: what is prepared is said on the other.
const say = (line) => process.stderr.write(`${line}\n`);

async function main() {
  const old = nodeTooOld();
  if (old) {
    say(old);
    process.exit(1);
  }
  try {
    await installWhatIsMissing(say);
    // Only a clone that never started a station has nothing.
    if (!existsSync(maker)) await buildWhatChanged(say);
  } catch (error) {
    say(error.message);
    process.exit(1);
  }
  const { makeSpreadsheets } = await import(maker.href);
  process.exitCode = await makeSpreadsheets(process.argv.slice(2));
}

main();
