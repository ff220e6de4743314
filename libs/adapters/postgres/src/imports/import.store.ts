import { as, type AccountId, type Datum, type Instant, type RegionId } from '@silverbell/kernel';
import type { ImportJob, ImportWork, ListedRow } from '@silverbell/usecases';
import type { ImportKind, ImportRowState } from '@silverbell/vocabulary';
import type { DataSource } from 'typeorm';
import type { PersonKeys } from '../crypto/person-keys.js';
import type { Queryable } from '../connection/command-pool.js';
import { inTransaction } from '../connection/in-transaction.js';
import { enqueueOffice } from './office-queue.js';
import { SealedBytes } from './sealed-bytes.js';

export interface NewImport {
  readonly id: string;
  readonly kind: ImportKind;
  readonly datum: Datum;
  readonly file: { readonly name: string; readonly bytes: number; readonly hash: Buffer };
  readonly mapping: Readonly<Record<string, string>>;
  readonly regionId: RegionId;
  readonly regionIds: readonly RegionId[];
  readonly createdBy: AccountId;
  readonly idempotencyKey: string | null;
  readonly at: Instant;
}

export interface BegunImport {
  readonly id: string;
  readonly kind: ImportKind;
  readonly fileHash: Buffer;
}

interface JobRow extends Omit<ImportJob, 'fileName' | 'mapping' | 'headings' | 'firstRows' | 'fileBytes'> {
  readonly fileName: Buffer;
  readonly fileBytes: string;
  readonly mapping: Buffer | null;
  readonly headings: Buffer | null;
  readonly firstRows: Buffer | null;
}

const JOB = /* sql */ `id, kind, state, work, failure, region_id as "regionId", region_ids as "regionIds", created_by as "createdBy",
  ms_of(created_at)::double precision as "createdAt", file_name as "fileName", file_bytes as "fileBytes", datum, mapping, headings,
  first_rows as "firstRows", rows, accepted, rejected, warnings, position, progress, committed_by as "committedBy", undone_by as "undoneBy", ms_of(changed_at)::double precision as "changedAt",
  ms_of(expired_at)::double precision as "expiredAt"`;

/** How long a file and its rows stay after the last thing that happened to their import. */
export const IMPORT_KEPT_DAYS = 7;
/** An upload that never came to its end. */
const UPLOAD_HOURS = 24;

/** Imports as people see them: the file coming in, its state, its rows, and what is to be done with it next. */
export class PostgresImportStore {
  constructor(
    private readonly source: DataSource,
    private readonly keys: PersonKeys,
  ) {}

  /** The import that this account began with this key. */
  async begunWith(createdBy: AccountId, key: string): Promise<BegunImport | null> {
    const rows = (await this.source.query(
      `select id, kind, file_hash as "fileHash" from import_job where created_by = $1 and idempotency_key = $2`,
      [createdBy, key],
    )) as BegunImport[];
    return rows[0] ?? null;
  }

  /** One piece of a file that is being uploaded under the id of its import to be. */
  async putPiece(id: string, no: number, bytes: Uint8Array, at: Instant): Promise<void> {
    await this.source.query('insert into import_file (import_id, no, sealed, at) values ($1, $2, $3, instant_of($4))', [
      ...[id, no, this.#sealed(id).seal(bytes, `piece ${String(no)}`), at],
    ]);
  }

  /** An upload that was cut, or sent twice, leaves nothing. */
  async discard(id: string): Promise<void> {
    await this.source.query('delete from import_file where import_id = $1', [id]);
  }

  /** The upload is complete, so the worker may read it. The mapping of headings is remembered for the account's next file. */
  async create(wanted: NewImport, audit: (db: Queryable) => Promise<void>): Promise<void> {
    const sealed = this.#sealed(wanted.id);
    const { id, kind, datum, regionId, regionIds, createdBy, idempotencyKey, at, mapping, file } = wanted;
    await inTransaction(this.source, async (runner) => {
      await runner.query(
        `insert into import_job (id, kind, state, work, datum, file_name, mapping, region_id, region_ids, created_by, created_at, changed_at,
           idempotency_key, file_bytes, file_hash)
         values ($1, $2, 'reading', 'read', $3, $4, $5, $6, $7, $8, instant_of($9), instant_of($9), $10, $11, $12)`,
        [
          ...[id, kind, datum, sealed.sealText(file.name, 'name'), sealed.sealText(JSON.stringify(mapping), 'mapping')],
          ...[regionId, regionIds, createdBy, at, idempotencyKey, file.bytes, file.hash],
        ],
      );
      await remember(runner, createdBy, kind, mapping);
      await audit(runner);
      await enqueueOffice(runner, 'import', id);
    });
  }

  async find(id: string): Promise<ImportJob | null> {
    const rows = (await this.source.query(`select ${JOB} from import_job where id = $1`, [id])) as JobRow[];
    return rows[0] ? this.#job(rows[0]) : null;
  }

  /** Newest first. */
  async list(regionIds: readonly RegionId[], limit: number): Promise<readonly ImportJob[]> {
    const rows = (await this.source.query(
      `select ${JOB} from import_job where region_id = any($1) order by created_at desc, id limit $2`,
      [regionIds, limit],
    )) as JobRow[];
    return rows.map((row) => this.#job(row));
  }

  /** Rows of a state (or with a warning) behind a number. */
  async rows(
    id: string,
    {
      state,
      after,
      limit,
    }: { readonly state: ImportRowState | 'warned'; readonly after: number; readonly limit: number },
  ): Promise<readonly ListedRow[]> {
    return (await this.source.query(
      `select no, sheet, sheet_row as "sheetRow", state, faults, warnings, coalesce(made, '[]') as made from import_row
       where import_id = $1 and no > $2 and ${state === 'warned' ? `warnings <> '[]' and state <> 'rejected'` : inState(state, '$4')}
       order by no limit $3`,
      state === 'warned' ? [id, after, limit] : [id, after, limit, state],
    )) as ListedRow[];
  }

  async countOf(id: string, state: ImportRowState): Promise<number> {
    const rows = (await this.source.query(
      `select count(*)::int as n from import_row where import_id = $1 and ${inState(state, '$2')}`,
      [id, state],
    )) as { n: number }[];
    return rows[0]?.n ?? 0;
  }

  /** `false`: the import had left that state meanwhile. */
  begin(
    id: string,
    work: Exclude<ImportWork, 'read'>,
    by: AccountId,
    at: Instant,
    audit: (db: Queryable) => Promise<void>,
  ): Promise<boolean> {
    return inTransaction(this.source, async (runner) => {
      const set =
        work === 'commit' ? `state = 'committing', committed_by = $2, committed_at = instant_of($3)` : 'undone_by = $2';
      const [, changed] = (await runner.query(
        `update import_job set ${set}, work = $4, position = 0, progress = 0, changed_at = instant_of($3)
         where id = $1 and work is null and expired_at is null and failure is null and state = $5`,
        [id, by, at, work, work === 'commit' ? 'checked' : 'committed'],
      )) as [unknown, number];
      if (changed === 0) return false;
      await audit(runner);
      await enqueueOffice(runner, 'import', id);
      return true;
    });
  }

  /**
   * What some columns are to be taken for instead, in place of what they were: the file is read again from its beginning, by the worker, which
   * also deletes the rows of the reading before. `false`: it does not wait for a person any more.
   */
  readAgain(
    job: Pick<ImportJob, 'id' | 'kind' | 'mapping'>,
    mapping: Readonly<Record<string, string>>,
    by: AccountId,
    at: Instant,
    audit: (db: Queryable) => Promise<void>,
  ): Promise<boolean> {
    const sealed = this.#sealed(job.id).sealText(JSON.stringify({ ...job.mapping, ...mapping }), 'mapping');
    return inTransaction(this.source, async (runner) => {
      const [changed] = (await runner.query(
        `update import_job set state = 'reading', work = 'read', mapping = $2, headings = null, first_rows = null, failure = null,
           position = 0, progress = 0, rows = 0, accepted = 0, rejected = 0, warnings = 0, changed_at = instant_of($3)
         where id = $1 and work is null and expired_at is null and state = 'checked' returning asked_for_columns as asked`,
        [job.id, sealed, at],
      )) as [{ asked: boolean }[], number];
      const [begun] = changed;
      if (begun === undefined) return false;
      // What was named as headings there may be names of people, which are kept under seal only.
      if (!begun.asked) await remember(runner, by, job.kind, mapping);
      await audit(runner);
      await enqueueOffice(runner, 'import', job.id);
      return true;
    });
  }

  /** The mapping of headings to fields that the account used for earlier files. */
  async mappingOf(account: AccountId, kind: ImportKind): Promise<Readonly<Record<string, string>>> {
    const rows = (await this.source.query(
      'select heading, field from import_mapping where account_id = $1 and kind = $2',
      [...[account, kind]],
    )) as { heading: string; field: string }[];
    return Object.fromEntries(rows.map(({ heading, field }) => [heading, field]));
  }

  /**
   * Deletes what is past its time: files of imports that ended, and uploads that never did. Answers with how many. Their rows go by the
   * thousand: {@link pastTheirTime}.
   */
  async expire(now: Instant): Promise<number> {
    return inTransaction(this.source, async (runner) => {
      const gone = (await runner.query(
        `update import_job set expired_at = instant_of($1), file_name = ''::bytea, mapping = null, headings = null, first_rows = null
         where expired_at is null and work is null and changed_at < instant_of($1) - make_interval(days => ${IMPORT_KEPT_DAYS})
         returning id`,
        [now],
      )) as [{ id: string }[], number];
      await runner.query(
        `delete from import_file f where f.at < instant_of($1) - make_interval(hours => ${UPLOAD_HOURS})
         and not exists (select 1 from import_job j where j.id = f.import_id)`,
        [now],
      );
      const ids = gone[0].map(({ id }) => id);
      await runner.query('delete from import_file where import_id = any($1)', [ids]);
      return ids.length;
    });
  }

  /** Imports that ended long ago and have rows left. */
  async pastTheirTime(): Promise<readonly Pick<ImportJob, 'id'>[]> {
    return (await this.source.query(
      'select id from import_job j where expired_at is not null and exists (select from import_row r where r.import_id = j.id) order by id',
    )) as { id: string }[];
  }

  #sealed(id: string): SealedBytes {
    return new SealedBytes(this.keys, `import ${id}`);
  }

  #job(row: JobRow): ImportJob {
    const sealed = this.#sealed(row.id);
    const json = <T>(cell: Buffer | null, place: string, empty: T): T =>
      cell === null || cell.length === 0 ? empty : (JSON.parse(sealed.openText(cell, place)) as T);
    return {
      ...row,
      regionId: as<RegionId>(row.regionId),
      fileBytes: Number(row.fileBytes),
      fileName: row.fileName.length === 0 ? '' : sealed.openText(row.fileName, 'name'),
      mapping: json(row.mapping, 'mapping', {}),
      headings: json(row.headings, 'headings', []),
      firstRows: json(row.firstRows, 'first rows', []),
    };
  }
}

/** What a heading was said to mean counts for the next file of the account. */
async function remember(
  db: Queryable,
  account: AccountId,
  kind: ImportKind,
  mapping: Readonly<Record<string, string>>,
): Promise<void> {
  const named = Object.entries(mapping);
  await db.query(
    `insert into import_mapping (account_id, kind, heading, field)
     select $1, $2, s.heading, s.field from unnest($3::text[], $4::text[]) s (heading, field)
     on conflict (account_id, kind, heading) do update set field = excluded.field`,
    [account, kind, named.map(([heading]) => heading), named.map(([, name]) => name)],
  );
}

/** Rows with faults or warnings are few and have a partial index. */
const inState = (state: ImportRowState, parameter: string): string =>
  `state = ${parameter}${state === 'rejected' || state === 'kept' ? ` and faults <> '[]'` : ''}`;
