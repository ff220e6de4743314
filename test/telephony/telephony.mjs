// `npm run test:telephony`: installs and builds what is missing, then a telephone call from SIPp through Kamailio and rtpengine to a browser.
// `npm run test:telephony -- -t "part of a title"` runs these only; every word goes on to jest.
import { join } from 'node:path';
import { buildWhatChanged, installWhatIsMissing, nodeTooOld, root, run } from '../../apps/station/prepare.mjs';
import { installOutsidePrograms, TELEPHONY_PROGRAMS } from '../outside-programs.mjs';

const say = (line) => process.stderr.write(`${line}\n`);

async function main() {
  const old = nodeTooOld();
  if (old) throw new Error(old);
  await installWhatIsMissing(say);
  await installOutsidePrograms(say, TELEPHONY_PROGRAMS);
  await buildWhatChanged(say);
  const jest = [
    ...[
      '--experimental-vm-modules',
      '--no-warnings=ExperimentalWarning',
      join('node_modules', 'jest', 'bin', 'jest.js'),
    ],
    ...['--selectProjects', 'telephony', '-c', 'jest.config.mjs', '--maxWorkers=1', ...process.argv.slice(2)],
  ];
  await run(say, 'telephony', process.execPath, jest, { shown: 'stderr', withinMs: 15 * 60_000 });
}

main().catch((error) => {
  say(error.message);
  process.exitCode = 1;
});
