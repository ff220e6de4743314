import { migrate } from '@silverbell/adapter-postgres';
import { startEmbeddedPostgres } from '@silverbell/adapter-postgres/embedded';
import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

export interface TestDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

const TEMPLATE = 'silverbell_template';

/** A fresh database with every migration applied: a copy of one template, made once per run. Durability is on, as in real life. */
export async function testDatabase(): Promise<TestDatabase> {
  return copyOf(
    await once('template', async () => {
      const cluster = await clusterUrl();
      await onServer(cluster, `CREATE DATABASE ${TEMPLATE}`);
      await migrate(withDatabase(cluster, TEMPLATE));
      // No further connections: PostgreSQL copies only a template without connections.
      await onServer(cluster, `ALTER DATABASE ${TEMPLATE} WITH ALLOW_CONNECTIONS false`);
      return cluster;
    }),
    TEMPLATE,
  );
}

/** A fresh copy of another template: a migrated or an empty one, and what `fill` wrote into it, once per run. */
export async function copiedFrom(
  template: string,
  fill: (url: string) => Promise<void>,
  from: 'migrated' | 'empty' = 'migrated',
): Promise<TestDatabase> {
  return copyOf(
    await once(template, async () => {
      const cluster = await clusterUrl();
      if (from === 'migrated') await testDatabase().then((migrated) => migrated.drop());
      await onServer(cluster, `CREATE DATABASE ${template} TEMPLATE ${from === 'migrated' ? TEMPLATE : 'template0'}`);
      await fill(withDatabase(cluster, template));
      await onServer(cluster, `ALTER DATABASE ${template} WITH ALLOW_CONNECTIONS false`);
      return cluster;
    }),
    template,
  );
}

/** A fresh database with nothing in it: for tests of migrations and of whole processes that migrate by themselves. */
export async function emptyDatabase(): Promise<TestDatabase> {
  return copyOf(await clusterUrl(), 'template0');
}

/** Files are copied in a fifth of the time in memory; on a disk each of them would be flushed, and the log is quicker. */
const strategy = (): string => (runFolder().startsWith('/dev/shm/') ? 'file_copy' : 'wal_log');

async function copyOf(cluster: string, template: string): Promise<TestDatabase> {
  const name = `t_${randomUUID().replaceAll('-', '')}`;
  await onServer(cluster, `CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY ${strategy()}`);
  return {
    url: withDatabase(cluster, name),
    drop: () => onServer(cluster, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  };
}

const clusterUrl = (): Promise<string> =>
  once('cluster', async () => {
    const { url } = await startEmbeddedPostgres({
      dataDir: join(runFolder(), 'postgres'),
      settings: { max_connections: '300' },
      log: () => undefined,
    });
    return url;
  });

/** Where this run keeps its files until it ends; in memory, where there is room. */
export function runFolder(): string {
  const folder = process.env['TEST_CLUSTER_DIR'];
  if (!folder) throw new Error('TEST_CLUSTER_DIR is unset: this floor needs the cluster set-up of jest.config.mjs');
  return folder;
}

/** Done by whichever worker comes first; everybody gets its answer. A failure is everybody's failure, and is not tried again. */
async function once(what: string, work: () => Promise<string>): Promise<string> {
  const answer = join(runFolder(), `${what}.answer`);
  await inTurn(what, async () => {
    if (existsSync(answer)) return;
    const outcome = await work().then(
      (value) => ({ value }),
      (error: unknown) => ({ failed: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
    );
    writeFileSync(`${answer}.part`, JSON.stringify(outcome));
    renameSync(`${answer}.part`, answer);
  });
  const outcome = JSON.parse(readFileSync(answer, 'utf8')) as { value?: string; failed?: string };
  if (outcome.value === undefined) throw new Error(`making the ${what} failed: ${outcome.failed ?? 'without a word'}`);
  return outcome.value;
}

/** One worker at a time, across processes. The lock names its holder, so that a dead one does not block the rest. */
async function inTurn(what: string, work: () => Promise<void>): Promise<void> {
  const lock = join(runFolder(), `${what}.lock`);
  for (;;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      break;
    } catch {
      await sleep(15);
      if (holderIsDead(lock)) rmSync(lock, { force: true });
    }
  }
  try {
    await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

function holderIsDead(lock: string): boolean {
  try {
    const holder = Number(readFileSync(lock, 'utf8'));
    if (holder > 0) process.kill(holder, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}

function withDatabase(url: string, database: string): string {
  const other = new URL(url);
  other.pathname = `/${database}`;
  return other.href;
}

async function onServer(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
