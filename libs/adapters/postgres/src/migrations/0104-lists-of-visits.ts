import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A list of welfare visits reads what it shows, and not those of a whole county (CR-80). */
export class ListsOfVisits0104 implements MigrationInterface {
  readonly name = 'ListsOfVisits1764300000104';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      create index welfare_visit_list on welfare_visit (to_day, walk_no, id);
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward: restore a backup instead');
  }
}
