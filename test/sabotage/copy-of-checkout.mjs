// A copy of the checkout to break: nothing of it is a repository, and the checkout itself is not touched.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

export function git(args, cwd = root) {
  const done = spawnSync('git', args, { cwd, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  if (done.status !== 0) throw new Error(`git ${args[0]}: ${(done.stderr || String(done.error)).trim()}`);
  return done.stdout;
}

/** The files of the checkout as they are now (new ones too), with the installed packages linked, and the workspace's own packages pointing into the copy. `built`: with what was built of them, too. */
export function copyCheckout({ built = false } = {}) {
  const copy = mkdtempSync(join(tmpdir(), 'silverbell-sabotage-'));
  // Outside any repository `git apply` works on plain files; a repository above would make it look for the paths there.
  if (relative(root, copy).split(sep)[0] !== '..') throw new Error(`${copy} lies inside the checkout`);
  const files = git(['ls-files', '--cached', '--others', '--exclude-standard', '-z']).split('\0');
  for (const path of files.filter((name) => name !== '' && existsSync(join(root, name)))) {
    mkdirSync(dirname(join(copy, path)), { recursive: true });
    cpSync(join(root, path), join(copy, path));
  }
  const installed = join(root, 'node_modules');
  mkdirSync(join(copy, 'node_modules', '@silverbell'), { recursive: true });
  for (const name of readdirSync(installed))
    if (name !== '@silverbell') symlinkSync(join(installed, name), join(copy, 'node_modules', name));
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  for (const [path, entry] of Object.entries(lock.packages)) {
    if (entry.link && path.startsWith('node_modules/@silverbell/')) {
      symlinkSync(join(copy, entry.resolved), join(copy, path));
      const dist = join(entry.resolved, 'dist');
      // After the sources, so that a compiler does not take it for older than they are.
      if (built && existsSync(join(root, dist))) cpSync(join(root, dist), join(copy, dist), { recursive: true });
    }
    // Packages that one workspace has in a version of its own.
    const own = /^(.+?)\/node_modules\//.exec(path)?.[1];
    const from = own && join(root, own, 'node_modules');
    if (from && existsSync(join(copy, own)) && existsSync(from) && !existsSync(join(copy, own, 'node_modules')))
      symlinkSync(from, join(copy, own, 'node_modules'));
  }
  return copy;
}
