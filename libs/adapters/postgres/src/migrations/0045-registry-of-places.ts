import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Regions, facilities, duty seats and helpers are written by people: each has a version, which two of them who edit at once are told apart by,
 * and the account that wrote it last. A region and a seat are deactivated and never deleted, because incidents and messages name them.
 */
export class RegistryOfPlaces0045 implements MigrationInterface {
  readonly name = 'RegistryOfPlaces1764300000045';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      alter table region
        add column version integer not null default 1,
        add column changed_by text references account (id),
        add column deactivated_at timestamptz,
        add column deactivated_by text references account (id),
        add column deactivated_reason text,
        add constraint region_deactivated_whole check (num_nulls(deactivated_at, deactivated_by, deactivated_reason) in (0, 3));

      alter table duty_seat
        add column version integer not null default 1,
        add column changed_by text references account (id),
        add column active boolean not null default true;

      alter table facility
        add column version integer not null default 1,
        add column changed_by text references account (id),
        add column functions text[] not null default '{}',
        add column capacity integer check (capacity >= 0),
        add column hours text,
        add column active boolean not null default true,
        add constraint facility_parent_is_another check (parent_id is distinct from id);
      create index facility_parent on facility (parent_id);

      alter table emergency_number
        add column changed_by text references account (id),
        add column checked_by text references account (id);

      alter table helper
        add column version integer not null default 1,
        add column changed_by text references account (id),
        drop constraint helper_kind_check,
        add constraint helper_kind_check check (kind in
          ('aide', 'grid-worker', 'neighbour', 'volunteer', 'carer', 'village-doctor', 'social-worker'));
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward: restore a backup instead');
  }
}
