import type { Instant } from '@silverbell/kernel';
import type { CellFault, ImportJob, MadeRecord, SheetHeadings, StagedRow } from '@silverbell/usecases';
import type { ImportFailure, ImportRowState } from '@silverbell/vocabulary';
import type { DataSource } from 'typeorm';
import type { PersonKeys } from '../crypto/person-keys.js';
import type { Queryable } from '../connection/command-pool.js';
import { inTransaction } from '../connection/in-transaction.js';
import { enqueueOffice, type OfficeTask } from './office-queue.js';
import { SealedBytes } from './sealed-bytes.js';
import type { MadeRow } from './undo.store.js';

export interface AcceptedRow {
  readonly no: number;
  readonly draft: object;
}
/** What became of a row. */
export interface RowOutcome {
  readonly no: number;
  readonly state: ImportRowState;
  readonly made?: readonly MadeRecord[];
  readonly faults?: readonly CellFault[];
}

/** Any number, as long as it is used for no other advisory lock. */
const WORK_LOCK = 7_650_065;

/** One import as the worker sees it: its bytes, its rows by the hundred, and how far it has come. */
export class ImportWorkStore {
  constructor(
    private readonly source: DataSource,
    private readonly keys: PersonKeys,
  ) {}

  /** What waits is put into the queue again, unless a process works at it: a worker that died has left it. */
  async enqueueWaiting(): Promise<void> {
    const rows = (await this.source.query(
      `select 'import' as task, id from import_job where work is not null
       union all select 'export', id from export_job where state in ('waiting', 'writing')`,
    )) as { task: OfficeTask; id: string }[];
    for (const { task, id } of rows) if (!(await this.isWorkedAt(id))) await enqueueOffice(this.source, task, id);
  }

  /**
   * Runs `work` while no other process does the same import or export. The lock belongs to a connection: it ends with the process that holds
   * it, however that dies. `null`: another process is at it.
   */
  async alone<T>(id: string, work: () => Promise<T>): Promise<T | null> {
    const runner = this.source.createQueryRunner();
    try {
      await runner.connect();
      const [locked] = (await runner.query('select pg_try_advisory_lock($1, hashtext($2)) as mine', [
        WORK_LOCK,
        id,
      ])) as {
        mine: boolean;
      }[];
      if (locked?.mine !== true) return null;
      try {
        return await work();
      } finally {
        await runner.query('select pg_advisory_unlock($1, hashtext($2))', [WORK_LOCK, id]).catch(() => undefined); // a broken connection has given it back
      }
    } finally {
      await runner.release();
    }
  }

  async isWorkedAt(id: string): Promise<boolean> {
    return (await this.alone(id, () => Promise.resolve(true))) === null;
  }

  async piece(id: string, no: number): Promise<Buffer> {
    const rows = (await this.source.query('select sealed from import_file where import_id = $1 and no = $2', [
      id,
      no,
    ])) as {
      sealed: Buffer;
    }[];
    if (!rows[0]) throw new Error(`import ${id} has no piece ${String(no)}`);
    return this.#sealed(id).open(rows[0].sealed, `piece ${String(no)}`);
  }

  /** Rows as they were read, and how far that is: both or neither. */
  async stage(
    id: string,
    rows: readonly StagedRow[],
    { headings, progress }: { readonly headings: readonly SheetHeadings[]; readonly progress: number },
    now: Instant,
  ): Promise<void> {
    const sealed = this.#sealed(id);
    const hash = (text: string | null): string | null => (text === null ? null : sealed.hash(text).toString('base64'));
    await inTransaction(this.source, async (runner) => {
      await runner.query(
        `insert into import_row (import_id, no, sheet, sheet_row, state, key, same, sealed, faults, warnings)
         select $1, r.no, r.sheet, r.row, r.state, decode(r.key, 'base64'), decode(r.same, 'base64'), decode(r.sealed, 'base64'), r.faults, r.warnings
         from jsonb_to_recordset($2::jsonb) r (no int, sheet int, row int, state text, key text, same text, sealed text, faults jsonb, warnings jsonb)`,
        [
          id,
          JSON.stringify(
            rows.map((row) => ({
              ...{ no: row.no, sheet: row.sheet, row: row.sheetRow, state: row.state },
              ...{ key: hash(row.key), same: hash(row.same), faults: row.faults, warnings: row.warnings },
              sealed:
                row.draft === null
                  ? null
                  : sealed.sealText(JSON.stringify(row.draft), `row ${String(row.no)}`).toString('base64'),
            })),
          ),
        ],
      );
      const last = rows.at(-1)?.no ?? 0;
      await runner.query(
        `update import_job set position = greatest(position, $2), rows = greatest(rows, $2), headings = $3, changed_at = instant_of($4), progress = $5 where id = $1`,
        [id, last, sealed.sealText(JSON.stringify(headings), 'headings'), now, progress],
      );
    });
  }

  /**
   * Rows about the same person, place or thing: two that differ in what must be the same are refused both, of equal ones the first counts.
   * Run again after a crash it changes nothing more.
   */
  async refuseTwins(id: string): Promise<void> {
    // Their numbers are gathered first: rows that were staged a moment ago have no statistics, and a join over them is planned as if there were one.
    const twins = (which: string, code: string): string => /* sql */ `
      with twin as materialized (
        select r.no from (
          select no, state, faults, min(no) over of_key as first, count(*) over of_key as n,
            min(encode(same, 'hex')) over of_key is distinct from max(encode(same, 'hex')) over of_key as differ
          from import_row where import_id = $1 and key is not null window of_key as (partition by key)) r
        where r.n > 1 and ${which} and not r.faults @> '[{"code":"${code}"}]'::jsonb)
      update import_row set state = 'rejected', sealed = null, faults = faults || '[{"column":null,"code":"${code}"}]'::jsonb
      where import_id = $1 and no = any(array(select no from twin))`;
    await inTransaction(this.source, async (runner) => {
      await runner.query(twins('r.differ', 'two-birthdays'), [id]);
      await runner.query(twins(`not r.differ and r.no > r.first and r.state = 'accepted'`, 'twice-in-file'), [id]);
    });
  }

  /** Accepted rows behind a number. */
  async accepted(id: string, after: number, limit: number): Promise<readonly AcceptedRow[]> {
    return this.#drafts(id, `state = 'accepted'`, after, limit);
  }

  async #drafts(id: string, where: string, after: number, limit: number): Promise<readonly AcceptedRow[]> {
    const rows = (await this.source.query(
      `select no, sealed from import_row where import_id = $1 and ${where} and no > $2 order by no limit $3`,
      [id, after, limit],
    )) as { no: number; sealed: Buffer }[];
    const sealed = this.#sealed(id);
    return rows.map((row) => ({
      no: row.no,
      draft: JSON.parse(sealed.openText(row.sealed, `row ${String(row.no)}`)) as object,
    }));
  }

  /** Rows that wrote something, last first: what was written on top goes first. */
  async written(id: string, before: number, limit: number): Promise<readonly MadeRow[]> {
    return (await this.source.query(
      `select no, made from import_row where import_id = $1 and state = 'written' and no < $2 order by no desc limit $3`,
      [id, before, limit],
    )) as MadeRow[];
  }

  /**
   * What became of rows, in the transaction that wrote what they say; what they said is deleted with it. `position`: the work has come so far.
   * Each row is found by its number: a join is planned without statistics of an import this young, and compares all of it with each row.
   */
  async settle(
    db: Queryable,
    id: string,
    outcomes: readonly RowOutcome[],
    { position, done }: { readonly position: number; readonly done: number },
    now: Instant,
  ): Promise<void> {
    await db.query(
      `update import_row set state = $3::jsonb -> no::text ->> 'state', made = coalesce($3::jsonb -> no::text -> 'made', made),
         faults = coalesce($3::jsonb -> no::text -> 'faults', faults), sealed = null
       where import_id = $1 and no = any($2::integer[])`,
      [id, outcomes.map(({ no }) => no), JSON.stringify(Object.fromEntries(outcomes.map((one) => [one.no, one])))],
    );
    await db.query(
      `update import_job set position = $2, progress = least(1, $4::float / greatest(1, rows)), changed_at = instant_of($3) where id = $1`,
      [id, position, now, done],
    );
  }

  /** The present work is done; the counts are those of the rows. */
  async end(id: string, state: 'checked' | 'committed' | 'undone', now: Instant): Promise<void> {
    await this.source.query(
      `update import_job j set state = $2, work = null, progress = 1, changed_at = instant_of($3), rows = c.rows, accepted = c.rows - c.rejected,
         rejected = c.rejected, warnings = c.warnings
       from (select count(*)::int as rows, count(*) filter (where state = 'rejected')::int as rejected,
               count(*) filter (where warnings <> '[]' and state <> 'rejected')::int as warnings from import_row where import_id = $1) c
       where j.id = $1`,
      [id, state, now],
    );
  }

  /** It has no rows any more. */
  async fail(id: string, failure: ImportFailure, now: Instant): Promise<void> {
    await this.source.query(
      `update import_job set state = 'failed', failure = $2, work = null, rows = 0, accepted = 0, rejected = 0, warnings = 0, changed_at = instant_of($3)
       where id = $1`,
      [id, failure, now],
    );
  }

  /** No heading is known: it waits, without rows, for a person who names its columns. */
  async askForColumns(
    id: string,
    { headings, firstRows }: Pick<ImportJob, 'headings' | 'firstRows'>,
    now: Instant,
  ): Promise<void> {
    const sealed = this.#sealed(id);
    await this.source.query(
      `update import_job set state = 'checked', failure = 'no-headings', asked_for_columns = true, work = null, rows = 0, accepted = 0, rejected = 0, warnings = 0,
         progress = 1, headings = $2, first_rows = $3, changed_at = instant_of($4) where id = $1`,
      [
        ...[id, sealed.sealText(JSON.stringify(headings), 'headings')],
        ...[sealed.sealText(JSON.stringify(firstRows), 'first rows'), now],
      ],
    );
  }

  /** The number of the last row that was staged; 0: none is. */
  async lastRow(id: string): Promise<number> {
    const rows = (await this.source.query(
      'select coalesce(max(no), 0)::int as last from import_row where import_id = $1',
      [id],
    )) as { last: number }[];
    return rows[0]?.last ?? 0;
  }

  /** Those with numbers above `after`, up to `until`. */
  async deleteRows(id: string, after: number, until: number): Promise<void> {
    await this.source.query('delete from import_row where import_id = $1 and no > $2 and no <= $3', [id, after, until]);
  }

  #sealed(id: string): SealedBytes {
    return new SealedBytes(this.keys, `import ${id}`);
  }
}
