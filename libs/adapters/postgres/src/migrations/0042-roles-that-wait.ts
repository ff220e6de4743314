import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A role that guards others counts when a second person has agreed to it. */
export class RolesThatWait0042 implements MigrationInterface {
  readonly name = 'RolesThatWait1763700000042';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      create table role_request (
        account_id text not null references account (id),
        role text not null,
        region_id text not null references region (id),
        asked_by text not null references account (id),
        asked_at timestamptz not null,
        primary key (account_id, role, region_id)
      );
      alter table account_login add column disabled_reason text;
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward: restore a backup instead');
  }
}
