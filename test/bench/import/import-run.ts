import { setTimeout as pause } from 'node:timers/promises';
import type { Cluster } from '../stage/cluster.js';
import type { Person } from '../stage/people.js';
import type { Platform } from '../stage/platform.js';
import { peopleFile } from './people-file.js';

interface State {
  readonly state: 'reading' | 'checked' | 'committing' | 'committed' | 'undone' | 'failed';
  readonly rows: number;
  readonly accepted: number;
  readonly rejected: number;
}

/** One import of people, from its upload to its last row. */
export class ImportRun {
  private constructor(
    private readonly cluster: Cluster,
    private readonly platform: Platform,
    private readonly officer: Person,
    private readonly id: string,
  ) {}

  static async upload(cluster: Cluster, platform: Platform, officer: Person, rows: number): Promise<ImportRun> {
    const villages = await cluster.withClient(platform.database, async (client) => {
      const found = await client.query<{ name: string }>(
        'select name from region where id not in (select parent_id from region where parent_id is not null) order by id',
      );
      return found.rows.map(({ name }) => name);
    });
    const form = new FormData();
    form.set('kind', 'people');
    form.set('datum', 'wgs84');
    form.set('file', await peopleFile(rows, villages), 'people.xlsx');
    const headers = { authorization: `Bearer ${officer.token}` };
    const response = await fetch(`${platform.http}/api/v1/imports`, { method: 'POST', headers, body: form });
    if (response.status !== 201) throw new Error(`the upload was refused: ${response.status} ${await response.text()}`);
    const { id } = (await response.json()) as { id: string };
    return new ImportRun(cluster, platform, officer, id);
  }

  async until(state: State['state']): Promise<State> {
    for (;;) {
      const now = await this.state();
      if (now.state === state) return now;
      if (now.state === 'failed') throw new Error(`the import failed: ${JSON.stringify(now)}`);
      await pause(250);
    }
  }

  state(): Promise<State> {
    return this.officer.asks<State>('GET', `/imports/${this.id}`);
  }

  commit(): Promise<State> {
    return this.officer.asks<State>('POST', `/imports/${this.id}/commit`, {});
  }

  /** Seniors of the file that are on file: each once; 0 when one is there twice. */
  async peopleOnFile(): Promise<number> {
    return this.cluster.withClient(this.platform.database, async (client) => {
      const found = await client.query<{ n: number }>(
        `select count(distinct id_number_hash)::int as n from senior where name like '虚构%' having count(*) = count(distinct id_number_hash)`,
      );
      return found.rows[0]?.n ?? 0;
    });
  }

  /** How many rows are written. */
  async position(): Promise<number> {
    return this.cluster.withClient(this.platform.database, async (client) => {
      const found = await client.query<{ at: number }>('select position as at from import_job where id = $1', [
        this.id,
      ]);
      return found.rows[0]?.at ?? 0;
    });
  }
}
