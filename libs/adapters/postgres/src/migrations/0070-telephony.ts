import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Calls of the centre with what the exchange reported of each, and the telephones of its agents. Numbers are sealed. */
export class Telephony0070 implements MigrationInterface {
  readonly name = 'Telephony1764300000070';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      create table phone_call (
        id text primary key,
        region_id text not null references region (id),
        direction text not null check (direction in ('in', 'out')),
        number_sealed bytea,
        number_hash bytea,
        extension text,
        queue text,
        agent_account text references account (id),
        state text not null check (state in ('ringing', 'talking', 'held', 'ended')),
        started_at timestamptz not null,
        answered_at timestamptz,
        ended_at timestamptz,
        cause text,
        recording jsonb,
        incident_id text references incident (id),
        missed_incident_id text references incident (id)
      );
      create index phone_call_open on phone_call (started_at) where state <> 'ended';
      create index phone_call_ended on phone_call (ended_at) where state = 'ended';
      create index phone_call_incident on phone_call (incident_id) where incident_id is not null;
      create index phone_call_missed_incident on phone_call (missed_incident_id) where missed_incident_id is not null;
      create index phone_call_not_raised on phone_call (ended_at)
        where direction = 'in' and answered_at is null and missed_incident_id is null and state = 'ended';
      create index phone_call_number on phone_call (number_hash) where number_hash is not null;

      create table phone_call_event (
        call_id text not null references phone_call (id) on delete cascade,
        type text not null,
        at timestamptz not null,
        body jsonb not null,
        primary key (call_id, type, at)
      );

      create table agent_phone (
        account_id text primary key references account (id),
        extension text unique,
        choice text not null check (choice in ('ready', 'break', 'offline')),
        since timestamptz not null
      );

      create index senior_phone_hash on senior (phone_hash) where phone_hash is not null;
      create index contact_phone_hash on contact (phone_hash) where phone_hash is not null;
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward: restore a backup instead');
  }
}
