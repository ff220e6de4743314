import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Each event carries the transaction that wrote it, so that a poll asks for what its last snapshot could not see. What was written before
 * this migration, or comes back from a backup, has none: whoever polls begins with a full read. The trigger runs only where a writer sends
 * another number along. `last_change_at` is searched by nobody any more; open outages are, by every engine.
 */
export class ChangesInOrder0034 implements MigrationInterface {
  readonly name = 'ChangesInOrder1763700000034';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      alter table incident_event add column transaction_id xid8;
      alter table incident_event alter column transaction_id set default pg_current_xact_id();
      create index incident_event_transaction on incident_event (transaction_id) where transaction_id is not null;

      create function incident_event_names_its_transaction() returns trigger language plpgsql as $$
      begin
        new.transaction_id := pg_current_xact_id();
        return new;
      end $$;
      create trigger incident_event_names_its_transaction before insert on incident_event for each row
        when (new.transaction_id is distinct from pg_current_xact_id()) execute function incident_event_names_its_transaction();

      drop index incident_changed;
      create index incident_open_outage on incident (raised_at) where open and family = 'outage';
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward: restore a backup instead');
  }
}
