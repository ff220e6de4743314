import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A further press changes nothing of a case that a B-tree knows but the time of its last change, and for that alone every index of the row
 * was written anew. A summary of blocks finds recent changes as well, and lets such an update stay on its page.
 */
export class LighterUpdates0022 implements MigrationInterface {
  readonly name = 'LighterUpdates1763700000022';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      drop index incident_changed;
      create index incident_changed on incident using brin (last_change_at) with (pages_per_range = 16, autosummarize = on);
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward: restore a backup instead');
  }
}
