// What npm does not bring: a browser with Chinese letters, a broker, an MQTT client that nobody here wrote, and a maker of certificates.
import { spawnSync } from 'child_process';
import { existsSync } from 'fs';
import { run } from '../apps/station/prepare.mjs';

const has = (...names) =>
  names.some((name) => spawnSync('sh', ['-c', `command -v ${name}`], { stdio: 'ignore' }).status === 0);

/** Debian's name of each, and whether it is here. */
const IS_HERE = {
  chromium: () => Boolean(process.env.CHROMIUM_PATH) || has('chromium', 'chromium-browser', 'google-chrome'),
  'fonts-noto-cjk': () => /\S/.test(spawnSync('fc-list', [':lang=zh'], { encoding: 'utf8' }).stdout || ''),
  mosquitto: () => has('mosquitto') || existsSync('/usr/sbin/mosquitto'),
  'mosquitto-clients': () => has('mosquitto_pub'),
  openssl: () => has('openssl'),
};

export const ALL_PROGRAMS = Object.keys(IS_HERE);

/** Installs what is missing of these where it may, or throws with what the person at this machine can do. */
export async function installOutsidePrograms(say, programs = ALL_PROGRAMS) {
  const missing = programs.filter((name) => !IS_HERE[name]());
  if (missing.length === 0) return;
  const asRoot = typeof process.getuid === 'function' && process.getuid() === 0;
  const maySudo = !asRoot && spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status === 0;
  if (spawnSync('apt-get', ['--version'], { stdio: 'ignore' }).status === 0 && (asRoot || maySudo)) {
    // RUNLEVEL=1 keeps the packaged mosquitto from starting and taking our port.
    const apt = (...args) => [
      ...(maySudo ? ['sudo', '-n'] : []),
      'env',
      'DEBIAN_FRONTEND=noninteractive',
      'RUNLEVEL=1',
      'apt-get',
      ...args,
    ];
    const [command, ...update] = apt('update', '-q');
    await run(say, 'looking for packages (apt-get update)', command, update);
    await run(
      say,
      `installing ${missing.join(', ')}`,
      command,
      apt('install', '-y', '-q', '--no-install-recommends', ...missing).slice(1),
    );
  }
  const still = programs.filter((name) => !IS_HERE[name]());
  if (still.length > 0)
    throw new Error(
      `The tests need ${still.join(', ')}: install with the package manager of this machine (Debian: apt-get install ${still.join(' ')}).`,
    );
}
