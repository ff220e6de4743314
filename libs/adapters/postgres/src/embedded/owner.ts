import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { userInfo } from 'node:os';
import { EmbeddedPostgresRefused } from './refusal.js';

/** Whom PostgreSQL runs as. `ids` is empty when that is ourselves. */
export interface Owner {
  readonly name: string;
  readonly ids: { readonly uid: number; readonly gid: number } | Record<string, never>;
}

const CREATED_USER = 'silverbell-db';

/**
 * PostgreSQL refuses to run as root, so root lends it an unprivileged user: the owner of the files that exist already,
 * else `postgres`, else one that is created. Anybody else runs it as themselves.
 */
export function ownerOf(clusterDir: string): Owner {
  if (process.getuid?.() !== 0) return { name: userInfo().username, ids: {} };
  const present = statSync(clusterDir, { throwIfNoEntry: false });
  if (present && present.uid !== 0) return { name: `#${present.uid}`, ids: { uid: present.uid, gid: present.gid } };
  const found = passwdEntry('postgres') ?? passwdEntry(CREATED_USER) ?? created();
  if (found) return found;
  throw new EmbeddedPostgresRefused(
    'PostgreSQL does not run as root, there is no user "postgres" to lend it, and none could be created: ' +
      'run this command as an ordinary user, or set DATABASE_URL to a database that exists.',
  );
}

function passwdEntry(name: string): Owner | null {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${name}:`));
  const [, , uid, gid] = line?.split(':') ?? [];
  return uid && gid && uid !== '0' ? { name, ids: { uid: Number(uid), gid: Number(gid) } } : null;
}

function created(): Owner | null {
  // initdb looks its user up in /etc/passwd, so a bare number would not do.
  spawnSync('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', CREATED_USER]);
  return passwdEntry(CREATED_USER);
}

/** Can this owner walk into the folder, through every folder above it? */
export function mayPass(owner: Owner, folder: string): boolean {
  if (!('uid' in owner.ids)) return true;
  return spawnSync('/bin/sh', ['-c', 'cd "$0"', folder], { ...owner.ids, cwd: '/', stdio: 'ignore' }).status === 0;
}
