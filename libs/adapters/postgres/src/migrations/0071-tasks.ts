import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Work with an owner and a term: what helpers saw, what was promised, near misses. Words are sealed. */
export class Tasks0071 implements MigrationInterface {
  readonly name = 'Tasks1764300000071';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      create table task (
        id text primary key,
        kind text not null,
        region_id text not null references region (id),
        incident_id text references incident (id),
        senior_id text references senior (id),
        owner text not null,
        owner_id text references account (id),
        due_at timestamptz not null,
        state text not null check (state in ('open', 'done')),
        opened_at timestamptz not null,
        opened_by text references account (id),
        note_sealed bytea,
        done_at timestamptz,
        done_by text references account (id),
        result_sealed bytea,
        version integer not null,
        changed_by text references account (id),
        check ((state = 'done') = (done_at is not null))
      );
      create index task_open on task (due_at, id) where state = 'open';
      create index task_done on task (done_at desc) where state = 'done';
      create index task_incident on task (incident_id) where incident_id is not null;
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward: restore a backup instead');
  }
}
