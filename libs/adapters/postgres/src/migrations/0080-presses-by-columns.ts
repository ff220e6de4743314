import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A press is written by the values of its columns, item by item, where it is proven; and a further signal of an incident moves no index: the one over
 * the time of the last signal made each of them a new entry in seven others. What is open or closed lately is what that index was asked for.
 */
export class PressesByColumns0080 implements MigrationInterface {
  /** Engines of before call the functions with other parameters. */
  static readonly needsEnginesStopped = true;
  readonly name = 'PressesByColumns1764300000080';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      drop function if exists incidents_write(jsonb, text[], boolean);
      drop function if exists incidents_save(jsonb);
      drop function if exists outbox_save(jsonb);
      drop function if exists deliveries_save(jsonb, boolean);
      drop function if exists rows_held(jsonb, integer[]);
      drop index incident_of_devices;
      create index incident_of_devices on incident (closed_at) where subject_key like 'device:%' or subject_key like 'unregistered:%';
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward: restore a backup instead');
  }
}
