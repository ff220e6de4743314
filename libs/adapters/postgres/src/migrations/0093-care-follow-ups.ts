import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is asked after a visit or after the answer to a complaint (CR-53). */
export class CareFollowUps0093 implements MigrationInterface {
  readonly name = 'CareFollowUps1764300000093';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      create table care_follow_up (
        id text primary key,
        version integer not null,
        about text not null check (about in ('order', 'complaint')),
        order_id text unique references service_order (id),
        complaint_id text unique references care_complaint (id),
        senior_id text not null references senior (id),
        worker_id text references helper (id),
        kind text not null check (kind in ('call', 'visit')),
        state text not null check (state in ('open', 'done')),
        due_at timestamptz not null,
        due_on date not null,
        tried_on date[] not null,
        result text,
        satisfaction text,
        changed_by text references account (id),
        check (num_nonnulls(order_id, complaint_id) = 1)
      );
      create index care_follow_up_open on care_follow_up (due_at, id) where state = 'open';
      create index care_follow_up_senior on care_follow_up (senior_id);

      create table care_follow_up_step (
        id text primary key,
        seq bigint generated always as identity,
        follow_up_id text not null references care_follow_up (id),
        at timestamptz not null,
        by_account text not null references account (id),
        result text not null,
        satisfaction text,
        note_sealed bytea
      );
      create index care_follow_up_step_follow_up on care_follow_up_step (follow_up_id, seq);
      create trigger care_follow_up_step_append_only before update or delete on care_follow_up_step
        for each row execute function ladder_trail_is_append_only();
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward: restore a backup instead');
  }
}
