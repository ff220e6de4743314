import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The one photo of a senior: which attachment it is, from when on. The bytes lie sealed among the attachments. */
export class SeniorPhotos0116 implements MigrationInterface {
  readonly name = 'SeniorPhotos1764300000116';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      alter table attachment drop constraint attachment_owner_kind_check;
      alter table attachment add constraint attachment_owner_kind_check check (
        owner_kind in ('device', 'assignment', 'service-order', 'welfare-visit', 'complaint', 'senior'));

      create table senior_photo (
        seq bigint generated always as identity primary key,
        senior_id text not null references senior (id),
        -- its bytes may be gone by now; empty: the photo was taken from her file
        attachment_id text,
        put_by text not null references account (id),
        at timestamptz not null
      );
      create index senior_photo_senior on senior_photo (senior_id, seq);
      create trigger senior_photo_append_only before update on senior_photo for each row execute function ladder_trail_is_append_only();
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward: restore a backup instead');
  }
}
