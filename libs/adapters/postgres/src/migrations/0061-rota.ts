import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who holds a duty seat when. The number is looked up when it is dialled: the running shift's, else the seat's own. */
export class Rota0061 implements MigrationInterface {
  readonly name = 'Rota1764300000061';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      alter table duty_seat add column keeps_rota boolean not null default false;

      create table duty_shift (
        id text primary key,
        seat_id text not null references duty_seat (id),
        person_name text not null,
        voice_number_sealed bytea,
        voice_number_hash bytea,
        starts_at timestamptz not null,
        ends_at timestamptz not null check (ends_at > starts_at),
        state text not null check (state in ('planned', 'absent', 'cancelled')),
        version integer not null,
        changed_by text references account (id)
      );
      create index duty_shift_seat on duty_shift (seat_id, ends_at);

      create table duty_shift_step (
        seq bigint generated always as identity primary key,
        shift_id text not null references duty_shift (id),
        what text not null check (what in ('planned', 'swapped', 'stood-in', 'absent', 'cancelled')),
        person_name text not null,
        reason text,
        by_account text not null references account (id),
        at timestamptz not null
      );
      create index duty_shift_step_shift on duty_shift_step (shift_id, seq);
      create trigger duty_shift_step_append_only before update or delete on duty_shift_step
        for each row execute function ladder_trail_is_append_only();
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward: restore a backup instead');
  }
}
