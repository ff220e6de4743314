import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The worker says that it lives, as engine and api do: the health page shows when no worker runs and imports and exports wait. */
export class WorkersBeat0069 implements MigrationInterface {
  readonly name = 'WorkersBeat1764300000069';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      alter table server_heartbeat drop constraint server_heartbeat_kind_check,
        add constraint server_heartbeat_kind_check check (kind in ('engine', 'api', 'worker'));
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward: restore a backup instead');
  }
}
