import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * An import of devices that is undone takes its devices off the file, so that the right file can bring the same numbers again. What was done
 * with them stays in their trail, which is only appended.
 */
export class TrailsOutliveDevices0066 implements MigrationInterface {
  readonly name = 'TrailsOutliveDevices1764300000066';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table device_change drop constraint device_change_device_id_fkey');
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward: restore a backup instead');
  }
}
