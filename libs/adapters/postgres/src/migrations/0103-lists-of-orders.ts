import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A list of orders and the work list read what they show, and not the orders of years (CR-80). */
export class ListsOfOrders0103 implements MigrationInterface {
  readonly name = 'ListsOfOrders1764300000103';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      create index service_order_list on service_order (day, planned_start, id);
      create index service_order_missed on service_order (day) where state = 'missed';
      create index service_order_disputed on service_order (day) where state = 'disputed';
      create index service_order_to_review on service_order (day) where not counts and state in ('finished', 'confirmed', 'confirmed-silent');
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward: restore a backup instead');
  }
}
