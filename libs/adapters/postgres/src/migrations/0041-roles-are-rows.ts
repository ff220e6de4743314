import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A person holds several roles, each for a region; what she had is the first of them. A login is a session that is on record, so that it
 * can be ended. A one-time password and a second factor stand beside the account, which decides alerts and is written seldom.
 */
export class RolesAreRows0041 implements MigrationInterface {
  readonly name = 'RolesAreRows1763700000041';
  /** Engines of before look for the role in the row of the account. */
  static readonly needsEnginesStopped = true;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      create table account_role (
        account_id text not null references account (id),
        role text not null,
        region_id text not null references region (id),
        position smallint not null,
        primary key (account_id, role, region_id),
        unique (account_id, position)
      );
      insert into account_role (account_id, role, region_id, position) select id, role, region_id, 0 from account;
      create index account_role_region on account_role (region_id);
      create constraint trigger file_changed after insert or update or delete on account_role
        deferrable initially deferred for each row execute function file_changed();
      alter table account drop column role, drop column region_id;

      create table session (
        id text primary key,
        account_id text not null references account (id),
        since timestamptz not null,
        last_seen_at timestamptz not null,
        expires_at timestamptz not null,
        agent text,
        ended_at timestamptz
      );
      create index session_live on session (account_id, expires_at) where ended_at is null;

      create table account_login (
        account_id text primary key references account (id),
        one_time_until timestamptz,
        totp_secret bytea,
        totp_confirmed_at timestamptz,
        totp_last_step bigint
      );
      create table recovery_code (
        account_id text not null references account (id),
        hash bytea not null,
        used_at timestamptz,
        primary key (account_id, hash)
      );
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward: restore a backup instead');
  }
}
