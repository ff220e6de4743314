import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import {
  accessSync,
  chmodSync,
  chownSync,
  closeSync,
  constants,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { binariesFor, type Binaries } from './binaries.js';
import { endLeftovers, type EmbeddedLog } from './leftovers.js';
import { makeFolder } from './make-folder.js';
import { mayPass, ownerOf, type Owner } from './owner.js';
import { EmbeddedPostgresRefused } from './refusal.js';

export interface EmbeddedPostgresOptions {
  /** Everything the database keeps: made when missing, kept between starts. */
  readonly dataDir: string;
  /** Default: a free one. */
  readonly port?: number;
  /** Server settings on top of ours, for example `{ max_connections: '200' }`. */
  readonly settings?: Readonly<Record<string, string>>;
  readonly log: EmbeddedLog;
}

export interface EmbeddedPostgres {
  /** Of the database `silverbell`, with its password. */
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  /** Resolves when PostgreSQL is gone, asked or not, with what it said last. */
  readonly exited: Promise<{ readonly asked: boolean; readonly lastWords: string }>;
  /** Fast shutdown: open transactions are rolled back, everything committed is on disk. */
  stop(): Promise<void>;
}

const SUPERUSER = 'silverbell';
const DATABASE = 'silverbell';
/** Where root keeps a cluster whose data folder lies below a folder that no other user may enter, /root for example. */
const SYSTEM_FOLDER = '/var/lib/silverbell';
/** In a folder elsewhere: the data folder it serves. */
const BELONGS_TO = 'belongs-to';
const LOG_KEPT_BYTES = 8 * 1024 * 1024;

export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { log } = options;
  const home = homeFor(resolve(options.dataDir), log);
  const clusterDir = join(home, 'cluster');
  const owner = ownerOf(clusterDir);
  const binaries = binariesFor(owner, join(SYSTEM_FOLDER, 'binaries'));
  await endLeftovers(clusterDir, log);
  if (!existsSync(clusterDir)) initialise(home, clusterDir, owner, binaries, log);
  checkCluster(clusterDir, owner, binaries);

  const port = options.port ?? (await freePort());
  const logFile = join(home, 'postgres.log');
  const password = readFileSync(join(home, 'password'), 'utf8').trim();
  const { child, exited, askToStop } = launch({
    home,
    clusterDir,
    owner,
    binaries,
    port,
    logFile,
    settings: options.settings ?? {},
  });
  await readiness(clusterDir, child, exited);
  const urlOf = (database: string): string => `postgres://${SUPERUSER}:${password}@127.0.0.1:${port}/${database}`;
  await ensureDatabase(urlOf('postgres'));
  return { url: urlOf(DATABASE), port, pid: child.pid ?? 0, exited, stop: askToStop };
}

/** The folder that really holds the files: `dataDir`, unless root's PostgreSQL user could never get there. */
function homeFor(dataDir: string, log: EmbeddedLog): string {
  try {
    makeFolder(dataDir);
    accessSync(dataDir, constants.W_OK | constants.X_OK);
  } catch {
    throw new EmbeddedPostgresRefused(
      `The folder ${dataDir} cannot be written: set SILVERBELL_DATA_DIR to one that can.`,
    );
  }
  if (process.getuid?.() !== 0) return dataDir;
  const pointer = join(dataDir, 'location');
  if (existsSync(pointer)) return elsewhereOf(dataDir, readFileSync(pointer, 'utf8').trim());
  chmodSync(dataDir, statSync(dataDir).mode | 0o711);
  if (mayPass(ownerOf(join(dataDir, 'cluster')), dataDir)) return dataDir;
  const elsewhere = join(SYSTEM_FOLDER, randomUUID());
  mkdirSync(elsewhere, { recursive: true });
  chmodSync(SYSTEM_FOLDER, 0o755);
  chmodSync(elsewhere, 0o711);
  writeFileSync(join(elsewhere, BELONGS_TO), `${dataDir}\n`);
  writeFileSync(pointer, `${elsewhere}\n`);
  log(
    `${dataDir} lies in a folder that only root may enter, and PostgreSQL does not run as root: its files are kept in ${elsewhere}`,
  );
  return elsewhere;
}

/** The folder a pointer leads to: never silently a new one, and never one that serves another data folder. */
function elsewhereOf(dataDir: string, elsewhere: string): string {
  if (!existsSync(elsewhere)) {
    throw new EmbeddedPostgresRefused(
      `The database of ${dataDir} was kept in ${elsewhere}, which is gone: bring it back, or begin with another data folder.`,
    );
  }
  const belongsTo = readFileSync(join(elsewhere, BELONGS_TO), 'utf8').trim();
  if (belongsTo !== dataDir && existsSync(join(belongsTo, 'location'))) {
    throw new EmbeddedPostgresRefused(
      `${dataDir} is a copy of ${belongsTo}, and the database in ${elsewhere} serves that one: remove one of the two.`,
    );
  }
  writeFileSync(join(elsewhere, BELONGS_TO), `${dataDir}\n`);
  return elsewhere;
}

function initialise(home: string, clusterDir: string, owner: Owner, binaries: Binaries, log: EmbeddedLog): void {
  log('making a new database, this takes a second or two');
  const unfinished = `${clusterDir}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { mode: 0o700 });
  const passwordFile = join(home, 'password');
  rmSync(passwordFile, { force: true });
  writeFileSync(passwordFile, `${randomBytes(24).toString('base64url')}\n`, { mode: 0o600 });
  if ('uid' in owner.ids) for (const path of [unfinished, passwordFile]) chownSync(path, owner.ids.uid, owner.ids.gid);
  const { status, stderr, error } = spawnSync(
    binaries.initdb,
    [
      ...['-D', unfinished, `--username=${SUPERUSER}`, `--pwfile=${passwordFile}`, '--auth=scram-sha-256'],
      // With LANG=C the default would be SQL_ASCII; the built-in locale sorts the same on every machine.
      ...['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
      ...['--data-checksums', '--no-instructions'],
    ],
    { ...owner.ids, cwd: home, env: environment(), encoding: 'utf8' },
  );
  if (status !== 0)
    throw new EmbeddedPostgresRefused(
      `PostgreSQL could not make its files in ${clusterDir}: ${error?.message ?? lastLine(stderr)}`,
    );
  writeFileSync(
    join(unfinished, 'pg_hba.conf'),
    '# Only this machine, only with the password beside this folder. There is no unix socket.\nhost all all 127.0.0.1/32 scram-sha-256\n',
  );
  // The name appears only when the files are whole: a start that dies in between begins again.
  renameSync(unfinished, clusterDir);
}

function checkCluster(clusterDir: string, owner: Owner, binaries: Binaries): void {
  let major: string;
  try {
    major = readFileSync(join(clusterDir, 'PG_VERSION'), 'utf8').trim();
  } catch {
    throw new EmbeddedPostgresRefused(
      `The database files in ${clusterDir} cannot be read by user ${owner.name}: were they made by another user?`,
    );
  }
  if (major !== binaries.major) {
    throw new EmbeddedPostgresRefused(
      `The database in ${clusterDir} was made by PostgreSQL ${major}, this is PostgreSQL ${binaries.major}.`,
    );
  }
}

interface Launch {
  readonly home: string;
  readonly clusterDir: string;
  readonly owner: Owner;
  readonly binaries: Binaries;
  readonly port: number;
  readonly logFile: string;
  readonly settings: Readonly<Record<string, string>>;
}

function launch({ home, clusterDir, owner, binaries, port, logFile, settings }: Launch) {
  const size = statSync(logFile, { throwIfNoEntry: false })?.size ?? 0;
  if (size > LOG_KEPT_BYTES) renameSync(logFile, `${logFile}.1`);
  const logStart = size > LOG_KEPT_BYTES ? 0 : size;
  const all: Record<string, string> = {
    port: String(port),
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    timezone: 'UTC',
    log_timezone: 'UTC',
    ...settings,
  };
  // A file and no pipe: PostgreSQL outlives a killed parent for a moment and must not choke on a closed pipe.
  const output = openSync(logFile, 'a', 0o600);
  const child = spawn(
    binaries.postgres,
    ['-D', clusterDir, ...Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    // Its own process group: Ctrl-C in the terminal is for the station, which drains before it stops the database.
    { ...owner.ids, cwd: home, env: environment(), detached: true, stdio: ['ignore', output, output] },
  );
  closeSync(output);
  child.unref();
  let asked = false;
  const exited = new Promise<{ asked: boolean; lastWords: string }>((done) => {
    child.once('error', (error) => done({ asked, lastWords: error.message }));
    child.once('exit', () => done({ asked, lastWords: lastLine(readFileSync(logFile, 'utf8').slice(logStart)) }));
  });
  const askToStop = async (): Promise<void> => {
    asked = true;
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.ref();
    child.kill('SIGINT');
    const impatience = setTimeout(() => child.kill('SIGQUIT'), 60_000);
    await exited;
    clearTimeout(impatience);
  };
  return { child, exited, askToStop };
}

/** The eighth line of `postmaster.pid` says what the server is doing; crash recovery may take its time. */
async function readiness(clusterDir: string, child: ChildProcess, exited: EmbeddedPostgres['exited']): Promise<void> {
  let over: string | null = null;
  void exited.then(({ lastWords }) => (over = lastWords));
  for (;;) {
    const lines = existsSync(join(clusterDir, 'postmaster.pid'))
      ? readFileSync(join(clusterDir, 'postmaster.pid'), 'utf8').split('\n')
      : [];
    if (lines[0] === String(child.pid) && lines[7]?.trim() === 'ready') return;
    if (over !== null) throw new EmbeddedPostgresRefused(`PostgreSQL did not start: ${String(over)}`);
    await sleep(20);
  }
}

async function ensureDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`);
  } finally {
    await client.end();
  }
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening, failed) => {
    server.once('error', failed);
    server.listen(0, '127.0.0.1', listening);
  });
  const address = server.address();
  await new Promise((closed) => server.close(closed));
  if (address === null || typeof address === 'string') throw new Error('a TCP server without a port');
  return address.port;
}

/** Nothing of the caller's PG… or locale variables reaches the server. */
const environment = (): NodeJS.ProcessEnv => ({ PATH: process.env['PATH'] ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' });

const lastLine = (text: string): string => text.trim().split('\n').at(-1)?.trim() || 'it said nothing';
