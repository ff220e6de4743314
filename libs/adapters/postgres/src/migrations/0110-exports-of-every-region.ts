import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A provider of care takes out all its orders, wherever its contracts reach: such an export names no regions (CR-31, CR-78). */
export class ExportsOfEveryRegion0110 implements MigrationInterface {
  readonly name = 'ExportsOfEveryRegion1764300000110';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      alter table export_job alter column region_ids drop not null,
        add constraint export_job_region_ids_check check (region_ids is not null or provider_id is not null);
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward: restore a backup instead');
  }
}
