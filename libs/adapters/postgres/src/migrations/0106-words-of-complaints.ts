import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The words of complaints and of what was heard about them are kept for a time, their facts for good. */
export class WordsOfComplaints0106 implements MigrationInterface {
  readonly name = 'WordsOfComplaints1764300000106';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      alter table retention_run drop constraint retention_run_what_check;
      alter table retention_run add constraint retention_run_what_check
        check (what in ('helper-position', 'device-fix', 'away-place', 'sign-of-life', 'water-reading', 'raw-frame', 'outbox', 'idempotency',
          'attachment', 'complaint-words'));
      create index care_complaint_words on care_complaint (id)
        where by_sealed is not null or text_sealed is not null or answer_sealed is not null;
      create index quality_step_words on quality_step (id) where note_sealed is not null;

      -- its file in sql/functions says what it does
      create function quality_step_keeps_its_facts() returns trigger language plpgsql as $$ begin return null; end $$;
      drop trigger quality_step_append_only on quality_step;
      create trigger quality_step_append_only before update or delete on quality_step
        for each row execute function quality_step_keeps_its_facts();
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward: restore a backup instead');
  }
}
