// What npm does not bring: a browser with Chinese letters, a broker, an MQTT client that nobody here wrote, a maker of certificates, and a
// telephone line.
import { spawnSync } from 'child_process';
import { existsSync, readdirSync } from 'fs';
import { join } from 'path';
import { run } from '../apps/station/prepare.mjs';

const has = (...names) =>
  names.some((name) => spawnSync('sh', ['-c', `command -v ${name}`], { stdio: 'ignore' }).status === 0);

/** A part of Kamailio, wherever the distribution keeps it. */
const hasModule = (name) =>
  ['/usr/lib', ...readdirSync('/usr/lib').map((folder) => join('/usr/lib', folder))].some((folder) =>
    existsSync(join(folder, 'kamailio', 'modules', `${name}.so`)),
  );

/** Debian's name of each, and whether it is here. */
const IS_HERE = {
  chromium: () => Boolean(process.env.CHROMIUM_PATH) || has('chromium', 'chromium-browser', 'google-chrome'),
  'fonts-noto-cjk': () => /\S/.test(spawnSync('fc-list', [':lang=zh'], { encoding: 'utf8' }).stdout || ''),
  mosquitto: () => has('mosquitto') || existsSync('/usr/sbin/mosquitto'),
  'mosquitto-clients': () => has('mosquitto_pub'),
  openssl: () => has('openssl'),
};

/** Of the telephone test, which is no part of `npm test`. */
const ON_THE_LINE = {
  kamailio: () => existsSync('/usr/sbin/kamailio'),
  'kamailio-websocket-modules': () => hasModule('websocket'),
  'kamailio-autheph-modules': () => hasModule('auth_ephemeral'),
  'rtpengine-daemon': () => has('rtpengine'),
  'sip-tester': () => has('sipp'),
};

export const ALL_PROGRAMS = Object.keys(IS_HERE);
export const TELEPHONY_PROGRAMS = ['chromium', 'fonts-noto-cjk', 'mosquitto-clients', ...Object.keys(ON_THE_LINE)];
const isHere = (name) => (IS_HERE[name] ?? ON_THE_LINE[name])();

/** Installs what is missing of these where it may, or throws with what the person at this machine can do. */
export async function installOutsidePrograms(say, programs = ALL_PROGRAMS) {
  const missing = programs.filter((name) => !isHere(name));
  if (missing.length === 0) return;
  const asRoot = typeof process.getuid === 'function' && process.getuid() === 0;
  const maySudo = !asRoot && spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status === 0;
  if (spawnSync('apt-get', ['--version'], { stdio: 'ignore' }).status === 0 && (asRoot || maySudo)) {
    // RUNLEVEL=1 keeps packaged servers (mosquitto, kamailio, rtpengine) from starting and taking our ports.
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
  const still = programs.filter((name) => !isHere(name));
  if (still.length > 0)
    throw new Error(
      `The tests need ${still.join(', ')}: install with the package manager of this machine (Debian: apt-get install ${still.join(' ')}).`,
    );
}
