import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A provider of care takes out its own orders: the export says whose rows it may hold (CR-78). */
export class ExportsOfProviders0100 implements MigrationInterface {
  readonly name = 'ExportsOfProviders1764300000100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `alter table export_job add column provider_id text references provider (id)`);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward: restore a backup instead');
  }
}
