// Real: PostgreSQL with its own files, processes and signals. Not real: nothing.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  EmbeddedPostgresRefused,
  commandLineOf,
  startEmbeddedPostgres,
  type EmbeddedPostgres,
} from '@silverbell/adapter-postgres/embedded';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import pg from 'pg';

const asRoot = process.getuid?.() === 0;
let folder: string;
let dataDir: string;
let started: EmbeddedPostgres[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'silverbell-embedded-'));
  chmodSync(folder, 0o755);
  dataDir = join(folder, 'postgres');
  started = [];
});

afterEach(async () => {
  for (const postgres of started) await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function start(dir = dataDir): Promise<EmbeddedPostgres> {
  const postgres = await startEmbeddedPostgres({ dataDir: dir, log: () => undefined });
  started.push(postgres);
  return postgres;
}

async function ask(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

const remember = (url: string) => ask(url, `CREATE TABLE memory (word text); INSERT INTO memory VALUES ('银铃')`);
const recalled = async (url: string) => (await ask(url, 'SELECT word FROM memory'))[0]?.['word'];
const lockFile = () => join(dataDir, 'cluster', 'postmaster.pid');

describe('the embedded database', () => {
  it('is UTF-8 with the built-in locale, and every durability setting is on', async () => {
    const { url } = await start();
    const [row] = await ask(
      url,
      `SELECT pg_encoding_to_char(encoding) AS encoding, datlocprovider AS provider, datlocale AS locale, current_setting('fsync') AS fsync,
              current_setting('synchronous_commit') AS commits, current_setting('full_page_writes') AS pages, current_setting('data_checksums') AS checksums
         FROM pg_database WHERE datname = current_database()`,
    );
    expect(row).toEqual({
      encoding: 'UTF8',
      provider: 'b',
      locale: 'C.UTF-8',
      fsync: 'on',
      commits: 'on',
      pages: 'on',
      checksums: 'on',
    });
  });

  it('listens on this machine only, asks for its password, and keeps that to its owner', async () => {
    const { url } = await start();
    const wrong = new URL(url);
    wrong.password = 'guess';
    await expect(ask(wrong.href, 'SELECT 1')).rejects.toThrow('password authentication failed');
    const [row] = await ask(
      url,
      `SELECT current_setting('listen_addresses') AS addresses, current_setting('unix_socket_directories') AS sockets`,
    );
    expect(row).toEqual({ addresses: '127.0.0.1', sockets: '' });
    expect(statSync(join(dataDir, 'password')).mode & 0o777).toBe(0o600);
  });

  it('keeps its files from one start to the next', async () => {
    const first = await start();
    await remember(first.url);
    await first.stop();
    expect(commandLineOf(first.pid)).toBeNull();
    expect(await recalled((await start()).url)).toBe('银铃');
  });

  it('ends the process that an earlier start left on the folder, and loses nothing', async () => {
    const left = await start();
    await remember(left.url);
    const second = await start();
    await expect(left.exited).resolves.toMatchObject({ asked: false });
    expect(await recalled(second.url)).toBe('银铃');
  });

  it('recovers after its own kill -9', async () => {
    const killed = await start();
    await remember(killed.url);
    process.kill(killed.pid, 'SIGKILL');
    await killed.exited;
    expect(await recalled((await start()).url)).toBe('银铃');
  });

  it.each([
    ['names a process that is not PostgreSQL', `${process.pid}\n/elsewhere\n0\n5432\n`],
    ['is empty', ''],
  ])('starts although a stale lock file %s, and leaves that process alone', async (_what, content) => {
    const first = await start();
    await remember(first.url);
    await first.stop();
    writeFileSync(lockFile(), content);
    expect(await recalled((await start()).url)).toBe('银铃');
  });

  it('begins again when it died while making its files', async () => {
    mkdirSync(join(dataDir, 'cluster.unfinished', 'base'), { recursive: true });
    const { url } = await start();
    expect(await ask(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('says in one sentence that the folder cannot be written', async () => {
    writeFileSync(join(folder, 'file'), '');
    const refused = start(join(folder, 'file', 'postgres'));
    await expect(refused).rejects.toBeInstanceOf(EmbeddedPostgresRefused);
    await expect(refused).rejects.toThrow(/cannot be written: set SILVERBELL_DATA_DIR/);
  });

  it('says in one sentence that another version made the files, and changes nothing', async () => {
    await (await start()).stop();
    writeFileSync(join(dataDir, 'cluster', 'PG_VERSION'), '99\n');
    await expect(start()).rejects.toThrow(/made by PostgreSQL 99, this is PostgreSQL \d+/);
    expect(existsSync(lockFile())).toBe(false);
  });

  it('says in one sentence that the port is taken', async () => {
    const other = await start();
    const refused = startEmbeddedPostgres({ dataDir: join(folder, 'second'), port: other.port, log: () => undefined });
    await expect(refused).rejects.toThrow(/PostgreSQL did not start/);
  });

  // As an ordinary user there is nobody to lend the files to, and nothing to prove.
  (asRoot ? it : it.skip)('works for root in a folder that only root may enter', async () => {
    chmodSync(folder, 0o700);
    const first = await start();
    await remember(first.url);
    await first.stop();
    expect(await recalled((await start()).url)).toBe('银铃');
    const elsewhere = readFileSync(join(dataDir, 'location'), 'utf8').trim();
    expect(dirname(elsewhere)).toBe('/var/lib/silverbell');
    await started.at(-1)?.stop();

    // A copy of the data folder must not take the database away from the original, and a lost one is not replaced by an empty one.
    const copy = join(folder, 'copy');
    cpSync(dataDir, copy, { recursive: true });
    await expect(start(copy)).rejects.toThrow(/is a copy of/);
    renameSync(elsewhere, `${elsewhere}.away`);
    await expect(start()).rejects.toThrow(/which is gone/);
    renameSync(`${elsewhere}.away`, elsewhere);
    rmSync(elsewhere, { recursive: true, force: true });
  });
});
