import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Meal points and booked meals with their trail (CR-59). */
export class Meals0091 implements MigrationInterface {
  readonly name = 'Meals1764300000091';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      create table meal_point (
        id text primary key,
        region_id text not null references region (id),
        facility_id text references facility (id),
        name text not null,
        -- by the clock of the region's zone
        opens time not null,
        closes time not null check (closes > opens),
        book_by time not null check (book_by <= closes),
        price_fen integer not null check (price_fen >= 0),
        -- [{economicClass, fen}]
        subsidies jsonb not null,
        menu text,
        active boolean not null,
        version integer not null,
        changed_by text references account (id)
      );
      create index meal_point_region on meal_point (region_id, id);

      create table meal_booking (
        id text primary key,
        version integer not null,
        state text not null check (state in ('booked', 'attended', 'not-fetched', 'refused', 'cancelled')),
        senior_id text not null references senior (id),
        meal_point_id text not null references meal_point (id),
        region_id text not null references region (id),
        on_day date not null,
        closes_at timestamptz not null,
        -- everything, as its events left it; the columns beside it serve indexes and lists
        fold jsonb not null,
        changed_by text references account (id)
      );
      create unique index meal_booking_once on meal_booking (senior_id, meal_point_id, on_day) where state <> 'cancelled';
      create index meal_booking_region on meal_booking (region_id, on_day, id);
      create index meal_booking_point on meal_booking (meal_point_id, on_day, id);

      create table meal_step (
        id text primary key,
        seq bigint generated always as identity,
        booking_id text not null references meal_booking (id),
        type text not null,
        at timestamptz not null,
        role text not null,
        by_account text references account (id),
        details jsonb not null,
        note_sealed bytea
      );
      create index meal_step_booking on meal_step (booking_id, seq);
      create trigger meal_step_append_only before update or delete on meal_step
        for each row execute function ladder_trail_is_append_only();
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward: restore a backup instead');
  }
}
