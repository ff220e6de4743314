import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who saw and did what; entries are added and never changed. Ids and codes only, so that an erasure leaves it whole. */
export class AuditLog0040 implements MigrationInterface {
  readonly name = 'AuditLog1763700000040';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      create table audit_entry (
        id bigint generated always as identity primary key,
        actor text not null,
        action text not null,
        subject_kind text not null,
        subject_id text not null,
        region_id text,
        at timestamptz not null,
        details jsonb not null,
        mac bytea not null
      );
      create index audit_entry_subject on audit_entry (subject_id, id desc);
      create index audit_entry_actor on audit_entry (actor, id desc);
      create index audit_entry_region on audit_entry (region_id, id desc);

      create function audit_entry_is_append_only() returns trigger language plpgsql as $$
      begin
        raise exception 'the audit log is only added to' using errcode = 'SB002';
      end $$;
      create trigger audit_entry_is_append_only before update or delete on audit_entry for each row
        execute function audit_entry_is_append_only();
      create trigger audit_entry_is_not_emptied before truncate on audit_entry for each statement
        execute function audit_entry_is_append_only();
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward: restore a backup instead');
  }
}
