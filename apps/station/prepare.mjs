// Installs and builds what is missing. Plain JavaScript and nothing but Node: it runs before anything is installed.
// It must parse on old versions of Node too, which get a sentence instead of a syntax error.
import { spawn } from 'child_process';
import { createHash } from 'crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'fs';
import { dirname, join } from 'path';
import { fileURLToPath } from 'url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** `null`, or the sentence for somebody whose Node is too old. */
export function nodeTooOld() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return null;
  return `Silverbell needs Node 20.19 or newer, this is ${process.versions.node}: https://nodejs.org/ has newer ones.`;
}

export async function installWhatIsMissing(say) {
  const lock = join(root, 'package-lock.json');
  const installed = join(root, 'node_modules', '.package-lock.json');
  const stamp = join(root, 'node_modules', '.silverbell-installed');
  const digest = createHash('sha256').update(readFileSync(lock)).digest('hex');
  if (existsSync(installed)) {
    if (existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return;
    // Somebody installed by hand, after the last change of the lock.
    if (!existsSync(stamp) && statSync(installed).mtimeMs >= statSync(lock).mtimeMs) return;
  }
  // The npm that runs us, where one does; on Windows `npm` is a script that only a shell finds.
  const viaNode = process.env.npm_execpath && /npm-cli\.js$/.test(process.env.npm_execpath);
  const [command, args] = viaNode ? [process.execPath, [process.env.npm_execpath]] : ['npm', []];
  await run(
    say,
    'installing packages (npm ci)',
    command,
    args.concat(['ci', '--include=dev', '--no-fund', '--no-audit']),
  );
  writeFileSync(stamp, digest);
}

export async function buildWhatChanged(say) {
  const stamp = join(root, '.nx', 'silverbell-built');
  const digest = sourcesDigest();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === digest && builtFilesAreThere()) return;
  await run(say, 'building the servers (tsc -b)', process.execPath, [
    join('node_modules', 'typescript', 'bin', 'tsc'),
    '-b',
  ]);
  await run(say, 'building the web apps (nx run-many -t build)', process.execPath, [
    join('node_modules', 'nx', 'dist', 'bin', 'nx.js'),
    ...['run-many', '-t', 'build', '--outputStyle=stream'],
  ]);
  mkdirSync(join(root, '.nx'), { recursive: true });
  writeFileSync(stamp, digest);
}

const WEB_APPS = ['console', 'helper', 'family', 'office', 'pendant'];

function builtFilesAreThere() {
  const servers = ['station', 'engine', 'api'].map((app) => join(root, 'apps', app, 'dist', 'main.js'));
  const pages = WEB_APPS.map((app) => join(root, 'apps', app, 'dist', 'index.html'));
  return servers.concat(pages).every((file) => existsSync(file));
}

/** Names, sizes and times of everything that goes into a build. */
function sourcesDigest() {
  const hash = createHash('sha256');
  const visit = (folder) => {
    for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (['node_modules', 'dist', 'test-results'].includes(entry.name) || /\.spec\.tsx?$/.test(entry.name)) continue;
      const path = join(folder, entry.name);
      if (entry.isDirectory()) visit(path);
      else {
        const { size, mtimeMs } = statSync(path);
        hash.update(`${path}\n${size}\n${mtimeMs}\n`);
      }
    }
  };
  for (const folder of ['apps', 'libs', 'devices']) visit(join(root, folder));
  for (const file of ['package-lock.json', 'tsconfig.json', 'tsconfig.base.json', 'tsconfig.web.json', 'nx.json']) {
    hash.update(readFileSync(join(root, file)));
  }
  return hash.digest('hex');
}

/** Runs a command, says every few seconds that it still does, and shows its output only when it fails. */
export function run(say, what, command, args, { env = {}, shown = '', withinMs = 0 } = {}) {
  return new Promise((done, failed) => {
    const startedAt = Date.now();
    const elapsed = () => `${Math.round((Date.now() - startedAt) / 1000)} s`;
    say(`${what} …`);
    const progress = setInterval(() => say(`${what} … ${elapsed()}`), shown ? 20000 : 5000);
    const child = spawn(command, args, {
      cwd: root,
      env: Object.assign({}, process.env, { NX_DAEMON: 'false', NX_TUI: 'false', CI: 'true' }, env),
      // shown: 'stderr' lets people read along on the error stream only
      stdio: ['ignore', shown ? 'ignore' : 'pipe', shown ? 'inherit' : 'pipe'],
      shell: process.platform === 'win32' && command === 'npm',
    });
    const output = [];
    for (const stream of [child.stdout, child.stderr]) if (stream) stream.on('data', (chunk) => output.push(chunk));
    const patience = withinMs > 0 ? setTimeout(() => child.kill('SIGKILL'), withinMs) : undefined;
    const over = (error) => {
      clearInterval(progress);
      clearTimeout(patience);
      if (!error) {
        say(`${what}: done in ${elapsed()}`);
        done(undefined);
        return;
      }
      process.stderr.write(Buffer.concat(output));
      failed(error);
    };
    child.once('error', (error) => over(new Error(`${what} failed: ${error.message}`)));
    child.once('exit', (code) =>
      over(code === 0 ? null : new Error(`${what} failed with status ${code}; its words are above.`)),
    );
  });
}
