// `npm start`: from a fresh clone to a running station.
import { buildWhatChanged, installWhatIsMissing, nodeTooOld } from './prepare.mjs';

const USAGE = `npm start                   the station with the fictional demo town
npm start -- --quiet-demo   the same without its simulated people and devices
npm start -- --empty        without the demo: for real people`;

const say = (line) => process.stdout.write(`${line}\n`);

function leave(status, sentence) {
  (status === 0 ? process.stdout : process.stderr).write(`${sentence}\n`);
  process.exit(status);
}

async function main() {
  const given = process.argv.slice(2);
  if (given.includes('--help') || given.includes('-h')) leave(0, USAGE);
  const unknown = given.find((flag) => flag !== '--empty' && flag !== '--quiet-demo');
  if (unknown !== undefined) leave(2, `I do not know "${unknown}": there are --empty and --quiet-demo.`);
  const empty = given.includes('--empty');
  const quietDemo = given.includes('--quiet-demo');
  if (empty && quietDemo) leave(2, '--empty has no demo that could be quiet: give one of --empty and --quiet-demo.');

  const old = nodeTooOld();
  if (old) leave(1, old);
  try {
    await installWhatIsMissing(say);
    await buildWhatChanged(say);
  } catch (error) {
    leave(1, error.message);
  }
  const { runStation } = await import('./dist/main.js');
  await runStation({ empty, quietDemo });
}

main();
