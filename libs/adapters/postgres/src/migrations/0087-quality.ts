import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Complaints, verifications of workers and what happened to them (CR-50 … CR-52). */
export class Quality0087 implements MigrationInterface {
  readonly name = 'Quality1764300000087';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      create table care_complaint (
        id text primary key,
        -- the order in which they came in; a verification that closes restarts the count behind its newest
        seq bigint generated always as identity unique,
        version integer not null,
        state text not null check (state in ('received', 'acknowledged', 'answered', 'withdrawn')),
        kind text not null,
        worker_id text references helper (id),
        provider_id text,
        order_id text references service_order (id),
        senior_id text references senior (id),
        home_id text references home (id),
        region_id text not null references region (id),
        received_on date not null,
        -- of what is to be done next; null: nothing is
        due_on date,
        -- it counts towards a verification of the worker
        counts boolean not null,
        -- everything, as its events left it; the columns beside it serve indexes
        fold jsonb not null,
        by_sealed bytea,
        text_sealed bytea,
        answer_sealed bytea,
        changed_by text references account (id)
      );
      create index care_complaint_worker on care_complaint (worker_id, received_on) where worker_id is not null;
      create index care_complaint_region on care_complaint (region_id, id);
      create index care_complaint_senior on care_complaint (senior_id) where senior_id is not null;
      create index care_complaint_order on care_complaint (order_id) where order_id is not null;
      create index care_complaint_due on care_complaint (region_id, due_on) where due_on is not null;

      create table care_verification (
        id text primary key,
        version integer not null,
        state text not null check (state in ('open', 'replacing', 'closed')),
        worker_id text not null references helper (id),
        provider_id text,
        region_id text not null references region (id),
        opened_on date not null,
        due_on date,
        -- what was said by then counts no more: the newest complaint and the newest step of her orders
        complaints_until bigint,
        ratings_until bigint,
        fold jsonb not null,
        changed_by text references account (id)
      );
      create unique index care_verification_open on care_verification (worker_id) where state = 'open';
      create index care_verification_worker on care_verification (worker_id, opened_on);
      create index care_verification_region on care_verification (region_id, id);
      create index care_verification_waiting on care_verification using gin ((fold -> 'waiting')) where state = 'replacing';
      create index care_verification_due on care_verification (region_id, due_on) where due_on is not null;

      create table quality_step (
        id text primary key,
        seq bigint generated always as identity,
        complaint_id text references care_complaint (id),
        verification_id text references care_verification (id),
        type text not null,
        at timestamptz not null,
        role text not null,
        by_account text references account (id),
        details jsonb not null,
        note_sealed bytea,
        check (num_nonnulls(complaint_id, verification_id) = 1)
      );
      create index quality_step_complaint on quality_step (complaint_id, seq) where complaint_id is not null;
      create index quality_step_verification on quality_step (verification_id, seq) where verification_id is not null;
      create trigger quality_step_append_only before update or delete on quality_step
        for each row execute function ladder_trail_is_append_only();

      create index service_order_rated on service_order (worker_id, rated_at) where rated_at is not null;
      create index service_order_rated_second on service_order (second_worker_id, rated_at)
        where rated_at is not null and second_worker_id is not null;
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward: restore a backup instead');
  }
}
