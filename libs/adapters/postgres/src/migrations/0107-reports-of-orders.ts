import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a worker reports at the end of a visit, under the key of the senior. */
export class ReportsOfOrders0107 implements MigrationInterface {
  readonly name = 'ReportsOfOrders1764300000107';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      -- seen, condition and worry flags; a suspicion of abuse is not among them
      alter table service_order add column report_sealed bytea;
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward: restore a backup instead');
  }
}
