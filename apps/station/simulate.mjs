// `npm run simulate`: a fleet of simulated pendants and helpers against a running station.
import { existsSync } from 'node:fs';
import { buildWhatChanged, installWhatIsMissing, nodeTooOld } from './prepare.mjs';

const fleet = new URL('./dist/fleet/simulate.js', import.meta.url);
// Standard output may be one JSON object: what is prepared is said on the other.
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
    if (!existsSync(fleet)) await buildWhatChanged(say);
  } catch (error) {
    say(error.message);
    process.exit(1);
  }
  await import(fleet.href);
}

main();
