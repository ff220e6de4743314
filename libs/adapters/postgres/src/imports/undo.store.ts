import type { MadeRecord } from '@silverbell/usecases';
import type { ImportKeptReason } from '@silverbell/vocabulary';
import type { QueryRunner } from 'typeorm';
import { isForeignKeyViolation } from '../connection/failures.js';

/** How one record goes: what hangs on it by its nature goes too, everything else stops it. */
const REMOVALS: Readonly<Record<MadeRecord['kind'], readonly string[]>> = {
  contact: ['delete from contact where id = $1'],
  senior: [
    'delete from occupant where senior_id = $1',
    'delete from senior where id = $1',
    `delete from person_key where owner = 'senior:' || $1`,
  ],
  home: ['delete from home where id = $1', `delete from person_key where owner = 'home:' || $1`],
  region: ['delete from region where id = $1'],
};
const VERSIONED: ReadonlySet<MadeRecord['kind']> = new Set(['senior', 'home', 'region']);

/** Takes back what an import wrote, as long as nothing else has come of it. */
export class ImportUndoStore {
  constructor(private readonly runner: QueryRunner) {}

  /** `null`: all of it is gone, in one savepoint; else why everything stays. The last that was made goes first. */
  async remove(made: readonly MadeRecord[]): Promise<ImportKeptReason | null> {
    for (const record of made) {
      const reason = await this.#keeps(record);
      if (reason !== null) return reason;
    }
    await this.runner.query('savepoint one_row');
    try {
      for (const { kind, id } of made.toReversed())
        for (const statement of REMOVALS[kind]) await this.runner.query(statement, [id]);
      await this.runner.query('release savepoint one_row');
      return null;
    } catch (error) {
      if (!isForeignKeyViolation(error)) throw error;
      await this.runner.query('rollback to savepoint one_row');
      return 'in-use';
    }
  }

  async #keeps({ kind, id }: MadeRecord): Promise<ImportKeptReason | null> {
    if (kind === 'senior' || kind === 'home') {
      const which = kind === 'home' ? 'home_id = $1' : '$1 = any(senior_ids)';
      if (await this.#any(`select 1 from incident where ${which} limit 1`, id)) return 'has-incidents';
      if (await this.#any(`select 1 from device where ${kind}_id = $1 limit 1`, id)) return 'has-device';
    }
    if (VERSIONED.has(kind) && (await this.#any(`select 1 from ${kind} where id = $1 and version > 1`, id)))
      return 'changed-since';
    return null;
  }

  async #any(sql: string, id: string): Promise<boolean> {
    return ((await this.runner.query(sql, [id])) as unknown[]).length > 0;
  }
}
