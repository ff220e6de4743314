import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The way of each helper to a case, kept for its replay as long as the last positions are. */
export class ResponseTracks0077 implements MigrationInterface {
  readonly name = 'ResponseTracks1764300000077';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      create table response_track (
        incident_id text not null references incident (id),
        helper_id text not null references helper (id),
        -- when the fix was taken, by our clock
        at timestamptz not null,
        lat double precision not null check (lat between -90 and 90),
        lng double precision not null check (lng between -180 and 180),
        primary key (incident_id, helper_id, at)
      );
      create index response_track_age on response_track (at);
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward: restore a backup instead');
  }
}
