import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A signature on the worker's phone is an attachment of its order, and no photo. */
export class PurposesOfAttachments0108 implements MigrationInterface {
  readonly name = 'PurposesOfAttachments1764300000108';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      -- empty: a photo or a scan
      alter table attachment add column purpose text
        check (purpose is null or (purpose = 'signature' and owner_kind = 'service-order' and kind = 'png'));
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward: restore a backup instead');
  }
}
