import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Lists of the office on their way out. A file stands here under seal, and is deleted seven days after it was written; the job stays. */
export class Exports0067 implements MigrationInterface {
  readonly name = 'Exports1764300000067';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      create table export_job (
        id text primary key,
        list text not null check (list in ('regions', 'facilities', 'homes', 'seniors', 'helpers', 'devices')),
        format text not null check (format in ('xlsx', 'csv')),
        -- what the rows were narrowed to, sealed: it may hold a name
        filter bytea,
        purpose text not null,
        language text not null,
        -- identity numbers, phones and addresses are written in full
        in_full boolean not null,
        state text not null check (state in ('waiting', 'writing', 'ready', 'expired')),
        region_id text not null references region (id),
        region_ids text[] not null,
        created_by text not null references account (id),
        created_at timestamptz not null,
        idempotency_key text,
        file_name bytea,
        file_bytes bigint not null default 0,
        rows integer not null default 0,
        progress double precision not null default 0,
        changed_at timestamptz not null
      );
      create index export_job_work on export_job (id) where state in ('waiting', 'writing');
      create unique index export_job_once on export_job (created_by, idempotency_key) where idempotency_key is not null;

      create table export_file (
        export_id text not null references export_job (id),
        no integer not null,
        sealed bytea not null,
        primary key (export_id, no)
      );
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward: restore a backup instead');
  }
}
