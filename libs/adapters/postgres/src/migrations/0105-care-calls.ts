import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Plans of calls with their queue and its trail, and what a call that reached no one asks of the emergency side (CR-09, CR-29). */
export class CareCalls0105 implements MigrationInterface {
  readonly name = 'CareCalls1764300000105';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      -- the items say it: the one of the catalogue that is called and not visited
      alter table service_plan add column of_calls boolean not null generated always as (items <@ array['care-call']) stored;

      create table care_call (
        id text primary key,
        version integer not null,
        state text not null check (state in ('to-call', 'to-ask', 'warning', 'spoken', 'seen', 'explained', 'missed', 'cancelled')),
        plan_id text not null references service_plan (id),
        senior_id text not null references senior (id),
        day date not null,
        due_on date not null,
        -- everything, as its events left it; the columns beside it serve indexes and lists
        fold jsonb not null,
        changed_by text references account (id)
      );
      create unique index care_call_of_plan on care_call (plan_id, day);
      create index care_call_open on care_call (due_on, (fold ->> 'starts'), id) where state in ('to-call', 'to-ask', 'warning');
      create index care_call_list on care_call (due_on, (fold ->> 'starts'), id);
      create index care_call_day on care_call (day);
      create index care_call_senior on care_call (senior_id, day);

      create table care_call_step (
        id text primary key,
        seq bigint generated always as identity,
        call_id text not null references care_call (id),
        type text not null,
        at timestamptz not null,
        role text not null,
        by_account text references account (id),
        details jsonb not null,
        note_sealed bytea
      );
      create index care_call_step_call on care_call_step (call_id, seq);
      create trigger care_call_step_append_only before update or delete on care_call_step
        for each row execute function ladder_trail_is_append_only();

      alter table care_concern add column call_id text references care_call (id);
      alter table care_concern drop constraint care_concern_of_one;
      alter table care_concern add constraint care_concern_of_one check (num_nonnulls(order_id, visit_id, call_id) = 1);
      alter table care_concern drop constraint care_concern_kind_check;
      alter table care_concern add constraint care_concern_kind_check
        check (kind in ('no-entry', 'alarm', 'serious', 'visit-empty', 'call-unanswered'));
      create index care_concern_call on care_concern (call_id) where call_id is not null;
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward: restore a backup instead');
  }
}
