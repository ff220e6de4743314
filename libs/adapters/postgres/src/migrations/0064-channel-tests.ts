import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whether a helper is reached by each of her channels: weekly tests, and who puts right what fails. */
export class ChannelTests0064 implements MigrationInterface {
  readonly name = 'ChannelTests1764300000064';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      create table channel_test (
        id text primary key,
        helper_id text not null references helper (id),
        channel text not null check (channel in ('app', 'sms', 'voice')),
        -- told in the message or the call; the app needs none
        code text,
        -- of the platform's clock: of several engines one sends
        day date not null,
        sent_at timestamptz not null,
        answer_by timestamptz not null,
        worked_at timestamptz,
        failed_at timestamptz,
        error text,
        check ((channel = 'app') = (code is null)),
        check ((failed_at is null) = (error is null)),
        unique (helper_id, channel, day)
      );
      create index channel_test_latest on channel_test (helper_id, channel, sent_at desc);

      create table channel_work (
        id text primary key,
        helper_id text not null references helper (id),
        channel text not null check (channel in ('app', 'sms', 'voice')),
        since timestamptz not null,
        due_at timestamptz not null,
        owner_account text not null references account (id),
        opened_by text not null references account (id),
        unique (helper_id, channel)
      );
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward: restore a backup instead');
  }
}
