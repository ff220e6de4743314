import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Hours in which a contact is not woken by what may wait: each choice is dated and stays, until her entry goes. */
export class QuietHours0115 implements MigrationInterface {
  readonly name = 'QuietHours1764300000115';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      create table quiet_hours (
        seq bigint generated always as identity primary key,
        contact_id text not null references contact (id) on delete cascade,
        since timestamptz not null,
        -- on the wall clock of the zone, 22:00; both empty: none from then on
        from_time text check (from_time ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
        until_time text check (until_time ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
        time_zone text not null,
        check (num_nulls(from_time, until_time) in (0, 2)),
        check (from_time is distinct from until_time or from_time is null)
      );
      create index quiet_hours_contact on quiet_hours (contact_id, seq);
      create trigger quiet_hours_append_only before update on quiet_hours for each row execute function ladder_trail_is_append_only();
      create constraint trigger file_changed after insert or update or delete on quiet_hours deferrable initially deferred
        for each row execute function file_changed();
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward: restore a backup instead');
  }
}
