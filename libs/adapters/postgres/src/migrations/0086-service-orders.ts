import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Service plans and orders of daytime care, their trail, and what a worker at the door asked the emergency side for (CR-09, CR-29 … CR-38). */
export class ServiceOrders0086 implements MigrationInterface {
  readonly name = 'ServiceOrders1764300000086';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      create table service_plan (
        id text primary key,
        senior_id text not null references senior (id),
        region_id text not null references region (id),
        provider_id text,
        items text[] not null check (cardinality(items) > 0),
        weekdays smallint[] not null check (cardinality(weekdays) > 0),
        -- by the clock of the region's zone
        starts time not null,
        ends time not null check (ends > starts),
        preferred_worker text references helper (id),
        from_day date not null,
        to_day date check (to_day >= from_day),
        version integer not null,
        changed_by text references account (id)
      );
      create index service_plan_senior on service_plan (senior_id);
      create index service_plan_region on service_plan (region_id, id);

      create table service_order (
        id text primary key,
        version integer not null,
        state text not null check (state in ('planned', 'assigned', 'started', 'finished', 'no-entry', 'interrupted', 'missed', 'confirmed',
          'confirmed-silent', 'disputed', 'void', 'cancelled')),
        senior_id text not null references senior (id),
        region_id text not null references region (id),
        provider_id text,
        plan_id text references service_plan (id),
        day date not null,
        planned_start timestamptz not null,
        planned_end timestamptz not null check (planned_end > planned_start),
        worker_id text references helper (id),
        second_worker_id text references helper (id) check (second_worker_id <> worker_id),
        came_at timestamptz,
        left_at timestamptz check (left_at >= came_at),
        -- its review is not due, or passed
        counts boolean not null,
        agreed_extra integer not null check (agreed_extra >= 0),
        rating text check (rating in ('satisfied', 'rather-satisfied', 'dissatisfied', 'not-rated')),
        rated_at timestamptz,
        delivered_min integer not null default 0 check (delivered_min >= 0),
        subsidised_min integer not null default 0 check (subsidised_min between 0 and delivered_min),
        extra_min integer not null default 0 check (extra_min between 0 and delivered_min),
        unagreed_min integer not null default 0 check (unagreed_min between 0 and extra_min),
        -- everything, as its events left it; the columns beside it serve indexes and sums
        fold jsonb not null,
        changed_by text references account (id)
      );
      create unique index service_order_of_plan on service_order (plan_id, day);
      create index service_order_senior on service_order (senior_id, day);
      create index service_order_worker on service_order (worker_id, day);
      create index service_order_second on service_order (second_worker_id, day) where second_worker_id is not null;
      create index service_order_region on service_order (region_id, day, id);
      create index service_order_provider on service_order (provider_id, day, id);

      create table service_order_step (
        id text primary key,
        seq bigint generated always as identity,
        order_id text not null references service_order (id),
        type text not null,
        at timestamptz not null,
        role text not null,
        by_account text references account (id),
        reason text,
        details jsonb not null,
        note_sealed bytea
      );
      create index service_order_step_order on service_order_step (order_id, seq);
      create trigger service_order_step_append_only before update or delete on service_order_step
        for each row execute function ladder_trail_is_append_only();

      -- what the emergency side is asked: kept with the order's own change, done at once by the api, and again by any api until it is done
      create table care_concern (
        id text primary key,
        order_id text not null references service_order (id),
        senior_id text not null references senior (id),
        home_id text not null references home (id),
        worker_id text references helper (id),
        kind text not null check (kind in ('no-entry', 'alarm', 'serious')),
        code text,
        fire boolean not null,
        proof text not null,
        asked_at timestamptz not null,
        incident_id text references incident (id),
        done_at timestamptz
      );
      create index care_concern_open on care_concern (asked_at) where done_at is null;
      create index care_concern_order on care_concern (order_id);

      -- CR-51: after a verification she serves this person no more
      create table worker_replacement (
        worker_id text not null references helper (id),
        senior_id text not null references senior (id),
        since timestamptz not null,
        primary key (worker_id, senior_id)
      );
      create index worker_replacement_senior on worker_replacement (senior_id);

      -- CR-35: only the protection officer of the township sees these
      create table protected_referral (
        id text primary key,
        order_id text not null references service_order (id),
        senior_id text not null references senior (id),
        at timestamptz not null
      );
      create index protected_referral_senior on protected_referral (senior_id);

      -- CR-35, CR-60: what worried a worker, for the early warning
      create table worry_signal (
        order_id text not null references service_order (id),
        flag text not null check (flag in ('confused', 'no-food', 'cold-or-hot', 'fire-risk', 'self-neglect')),
        senior_id text not null references senior (id),
        at timestamptz not null,
        primary key (order_id, flag)
      );
      create index worry_signal_senior on worry_signal (senior_id, at);
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward: restore a backup instead');
  }
}
