import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Photos and scans of devices, assignments, orders, visits and complaints (CR-10), sealed piece by piece. */
export class Attachments0096 implements MigrationInterface {
  readonly name = 'Attachments1764300000096';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      create table attachment (
        id text primary key,
        kind text not null check (kind in ('jpeg', 'png', 'pdf')),
        bytes integer not null check (bytes between 1 and 5242880),
        -- of the kept bytes, under a key of the platform: one picture has one hash, and the hash alone shows nothing
        hash bytea not null,
        owner_kind text check (owner_kind in ('device', 'assignment', 'service-order', 'welfare-visit', 'complaint')),
        owner_id text,
        region_id text references region (id),
        senior_id text references senior (id),
        home_id text references home (id),
        incident_id text references incident (id),
        uploaded_by text not null references account (id),
        idempotency_key text,
        taken_at timestamptz,
        at timestamptz not null,
        check ((owner_kind is null) = (owner_id is null) and (owner_kind is null) = (region_id is null))
      );
      create unique index attachment_once on attachment (owner_kind, owner_id, hash) where owner_id is not null;
      create unique index attachment_key on attachment (uploaded_by, idempotency_key) where idempotency_key is not null;
      create index attachment_of_incident on attachment (incident_id) where incident_id is not null;
      create index attachment_of_senior on attachment (senior_id) where senior_id is not null;
      create index attachment_of_home on attachment (home_id) where home_id is not null;
      create index attachment_hash on attachment (hash);
      create index attachment_by on attachment (uploaded_by, at);
      create index attachment_age on attachment (at, id);

      create table attachment_piece (
        attachment_id text not null references attachment (id) on delete cascade,
        no integer not null,
        sealed bytea not null,
        primary key (attachment_id, no)
      );
      alter table attachment_piece alter column sealed set storage external;

      alter table retention_run drop constraint retention_run_what_check;
      alter table retention_run add constraint retention_run_what_check
        check (what in ('helper-position', 'device-fix', 'away-place', 'sign-of-life', 'water-reading', 'raw-frame', 'outbox', 'idempotency', 'attachment'));
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward: restore a backup instead');
  }
}
