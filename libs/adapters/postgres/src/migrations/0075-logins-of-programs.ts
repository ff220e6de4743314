import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Other programs come in with keys of an account of their own, people also through the login of their organisation. An account has a version,
 * so that two who keep it see each other's changes.
 */
export class LoginsOfPrograms0075 implements MigrationInterface {
  readonly name = 'LoginsOfPrograms1764300000075';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      alter table account
        add column kind text not null default 'person' check (kind in ('person', 'service')),
        add column version integer not null default 1,
        add column changed_by text;

      create table service_key (
        id text primary key,
        account_id text not null references account (id),
        label text not null,
        hash bytea not null unique,
        tail text not null,
        scopes text[] not null,
        region_id text references region (id),
        created_by text not null references account (id),
        created_at timestamptz not null,
        expires_at timestamptz not null,
        last_used_at timestamptz,
        revoked_at timestamptz,
        revoked_reason text
      );
      create index service_key_account on service_key (account_id, created_at desc);

      create table account_identity (
        account_id text primary key references account (id),
        issuer text not null,
        subject text not null,
        bound_by text not null references account (id),
        bound_at timestamptz not null,
        unique (issuer, subject)
      );
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward: restore a backup instead');
  }
}
