import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Writing a press took half of its time in starting statements. Its functions take rows by the names of their columns now, and a row of the inbox
 * or the outbox enters fewer indexes: whether its key lives is asked by the statement that writes, which receipt is said once stands in a column in
 * place of four expressions, and what comes too late is found among what is due. Closed lists are domains: a CHECK of a table is parsed anew by
 * every statement that writes it, that of a domain once per connection.
 */
export class NarrowerWrites0038 implements MigrationInterface {
  /** Engines of before call the functions with other parameters. */
  static readonly needsEnginesStopped = true;
  readonly name = 'NarrowerWrites1764300000038';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(replaced);
    await runner.query(narrower);
    await runner.query(lists);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward: restore a backup instead');
  }
}

const replaced = /* sql */ `
drop function if exists incidents_write(jsonb, boolean);
drop function if exists incidents_save(jsonb, integer[]);
drop function if exists outbox_save(jsonb, integer[]);
drop function if exists deliveries_save(jsonb);
`;

const narrower = /* sql */ `
alter table inbox drop constraint inbox_key_id_fkey;
drop index inbox_key;

drop index outbox_not_after;
drop index outbox_receipt_once;
alter table outbox add column said_once text;
update outbox set said_once = concat_ws(chr(31), body ->> 'deviceId', body ->> 'alertId', incident_id, body ->> 'stage')
  where body ->> 'kind' = 'receipt' and body ->> 'again' = 'false' and body ->> 'stage' in ('received', 'closed');
create unique index outbox_receipt_once on outbox (said_once) where said_once is not null;
`;

const lists = /* sql */ `
create domain outbox_channel as text check (value in ('device', 'socket', 'sms', 'voice', 'platform'));
create domain outbox_state as text check (value in ('pending', 'sending', 'sent', 'delivered', 'read', 'failed', 'skipped'));
alter table outbox drop constraint outbox_channel_check, drop constraint outbox_state_check,
  alter column channel type outbox_channel, alter column state type outbox_state;

create domain incident_family as text check (value in ('emergency', 'outage', 'work', 'test', 'drill'));
alter table incident drop constraint incident_family_check, alter column family type incident_family;

create domain sealed_frame as bytea check (octet_length(value) <= 65536 + 64);
alter table inbox drop constraint inbox_frame_check, drop constraint inbox_said_check,
  alter column frame type sealed_frame, alter column said type sealed_frame;
`;
