import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Homes and seniors are written by people: each has a version, by which two who edit at once are told apart, and the account that wrote it
 * last. An identity number lies sealed; its keyed hash stands once in the platform. The order of a contact list is checked when the
 * transaction that changes it ends.
 */
export class FilesOfPeople0050 implements MigrationInterface {
  readonly name = 'FilesOfPeople1764300000050';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      alter table home
        add column version integer not null default 1,
        add column changed_by text references account (id),
        add column position_checked_by text references account (id);

      alter table senior
        add column version integer not null default 1,
        add column changed_by text references account (id),
        add column id_number bytea,
        add column id_number_hash bytea,
        add column registered_at text,
        add column status_on date,
        add column status_reason text,
        add column medication text,
        add column allergies text,
        add column preferred_hospital text,
        add column family_doctor text,
        add column ability jsonb,
        add column alone_evidence jsonb,
        add constraint senior_id_number_hashed check ((id_number is null) = (id_number_hash is null));
      create unique index senior_id_number on senior (id_number_hash) where id_number_hash is not null;
      create index senior_pages on senior (region_id, id);
      create index home_pages on home (region_id, id);

      alter table contact drop constraint contact_senior_id_position_key;
      alter table contact add constraint contact_senior_id_position_key unique (senior_id, position) deferrable initially deferred;

      -- incidents name contacts by their ids: the name of one that was taken from a list is still told
      create table former_contact (
        id text primary key,
        senior_id text not null references senior (id),
        name text not null,
        relation text not null,
        reason text not null,
        ended_at timestamptz not null
      );
      create index former_contact_senior on former_contact (senior_id);

      alter table key_holding
        add column fits boolean,
        add column returned_at timestamptz;
      create table key_step (
        id text primary key,
        seq bigint generated always as identity,
        key_id text not null references key_holding (id) on delete cascade,
        what text not null check (what in ('deposited', 'handed-over', 'fits', 'does-not-fit', 'returned', 'holder-deceased')),
        holder_kind text not null,
        by_account text not null references account (id),
        at timestamptz not null
      );
      create index key_step_key on key_step (key_id, seq);
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward: restore a backup instead');
  }
}
