import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Files of the office on their way in. What a file says stands here under seal: the bytes as they were uploaded, the rows as they were read; all
 * of it is deleted seven days after its end, and the job stays with its counts.
 */
export class Imports0065 implements MigrationInterface {
  readonly name = 'Imports1764300000065';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      create table import_job (
        id text primary key,
        kind text not null check (kind in ('regions', 'facilities', 'people', 'helpers', 'devices')),
        state text not null check (state in ('reading', 'checked', 'committing', 'committed', 'undone', 'failed')),
        -- what the worker still has to do; null: it waits for a person
        work text check (work in ('read', 'commit', 'undo')),
        failure text,
        region_id text not null references region (id),
        region_ids text[] not null,
        created_by text not null references account (id),
        created_at timestamptz not null,
        idempotency_key text,
        file_name bytea not null,
        file_hash bytea not null,
        file_bytes bigint not null,
        datum text not null check (datum in ('wgs84', 'gcj02', 'bd09', 'unknown')),
        -- the headings as they stand in the file, by sheet, and what each column was taken for
        headings bytea,
        mapping bytea,
        rows integer not null default 0,
        accepted integer not null default 0,
        rejected integer not null default 0,
        warnings integer not null default 0,
        position integer not null default 0,
        progress double precision not null default 0,
        committed_by text references account (id),
        committed_at timestamptz,
        undone_by text references account (id),
        changed_at timestamptz not null,
        expired_at timestamptz,
        constraint import_job_works check ((work is null) or state in ('reading', 'committing', 'committed'))
      );
      create index import_job_region on import_job (region_id, created_at desc);
      create index import_job_work on import_job (id) where work is not null;
      create unique index import_job_once on import_job (created_by, idempotency_key) where idempotency_key is not null;

      -- pieces of a file that is still being uploaded stand here before their import does
      create table import_file (
        import_id text not null,
        no integer not null,
        sealed bytea not null,
        at timestamptz not null,
        primary key (import_id, no)
      );

      create table import_row (
        import_id text not null references import_job (id),
        -- counted through all sheets; sheet and sheet_row are where a person finds it
        no integer not null,
        sheet smallint not null,
        sheet_row integer not null,
        state text not null check (state in ('accepted', 'rejected', 'written', 'unchanged', 'undone', 'kept')),
        -- keyed hashes: who or what the row is about, and what must not differ between two rows about the same
        key bytea,
        same bytea,
        sealed bytea,
        faults jsonb not null,
        warnings jsonb not null,
        made jsonb,
        primary key (import_id, no)
      );
      create index import_row_state on import_row (import_id, state, no);
      create index import_row_key on import_row (import_id, key) where key is not null;

      -- what an account took a heading for, for the next file
      create table import_mapping (
        account_id text not null references account (id),
        kind text not null,
        heading text not null,
        field text not null,
        primary key (account_id, kind, heading)
      );
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward: restore a backup instead');
  }
}
