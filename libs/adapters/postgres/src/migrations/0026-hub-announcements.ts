import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the devices behind a hub announced: an engine that starts knows which address bears which name, and which value is an alarm. */
export class HubAnnouncements0026 implements MigrationInterface {
  readonly name = 'HubAnnouncements1763700000026';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
-- One row of a hub, always what it announced last: names, addresses and what the properties of its devices mean; nothing they said.
create table hub_announcement (
  hub_id text primary key references device (id) on delete cascade,
  announced jsonb not null,
  announced_at timestamptz not null,
  constraint hub_announcement_is_small check (pg_column_size(announced) <= 2097152)
);
`);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward: restore a backup instead');
  }
}
