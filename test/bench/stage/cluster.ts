import { startEmbeddedPostgres, type EmbeddedPostgres } from '@silverbell/adapter-postgres/embedded';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';

const STATEMENTS = process.env['BENCH_STATEMENTS'] === '1';

/** One PostgreSQL for the product, the bare pipeline and the lone commits: the same disk, the same durability. */
export class Cluster {
  private constructor(
    readonly folder: string,
    private readonly postgres: EmbeddedPostgres,
  ) {}

  static async start(): Promise<Cluster> {
    const folder = mkdtempSync(join(tmpdir(), 'silverbell-bench-'));
    chmodSync(folder, 0o711);
    const postgres = await startEmbeddedPostgres({
      dataDir: join(folder, 'postgres'),
      // As the station starts it, but for two platforms at once, and with the instant of every commit written down.
      settings: {
        max_connections: '200',
        track_commit_timestamp: 'on',
        // For whoever asks where the time goes: `BENCH_STATEMENTS=1`.
        ...(STATEMENTS && { shared_preload_libraries: 'pg_stat_statements', 'pg_stat_statements.track': 'all' }),
      },
      log: () => undefined,
    });
    return new Cluster(folder, postgres);
  }

  get pid(): number {
    return this.postgres.pid;
  }

  urlOf(database: string): string {
    const url = new URL(this.postgres.url);
    url.pathname = `/${database}`;
    return url.href;
  }

  async createDatabase(database: string): Promise<string> {
    await this.withClient('silverbell', (client) => client.query(`create database ${database}`));
    return this.urlOf(database);
  }

  async dropDatabase(database: string): Promise<void> {
    await this.withClient('silverbell', (client) => client.query(`drop database ${database} with (force)`));
  }

  async withClient<T>(database: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
    const client = new pg.Client({ connectionString: this.urlOf(database) });
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.end();
    }
  }

  /** The statements that took most of the time of one database. */
  async statements(database: string): Promise<string[]> {
    if (!STATEMENTS) return [];
    return this.withClient(database, async (client) => {
      const { rows } = await client.query<{ calls: string; total: number; mean: number; query: string }>(
        `select calls, total_exec_time as total, mean_exec_time as mean, left(regexp_replace(query, '\\s+', ' ', 'g'), 140) as query
         from pg_stat_statements where dbid = (select oid from pg_database where datname = current_database())
         order by total_exec_time desc limit 40`,
      );
      return rows.map(
        ({ calls, total, mean, query }) => `${calls} × ${mean.toFixed(3)} = ${total.toFixed(0)} ms  ${query}`,
      );
    });
  }

  async forgetStatements(database: string): Promise<void> {
    if (!STATEMENTS) return;
    await this.withClient(database, (client) =>
      client.query('create extension if not exists pg_stat_statements; select pg_stat_statements_reset()'),
    );
  }

  async stop(): Promise<void> {
    await this.postgres.stop();
    const pointer = join(this.folder, 'postgres', 'location');
    if (existsSync(pointer)) rmSync(readFileSync(pointer, 'utf8').trim(), { recursive: true, force: true });
    rmSync(this.folder, { recursive: true, force: true });
  }
}
