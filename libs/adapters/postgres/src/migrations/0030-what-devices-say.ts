import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What was read in a frame is kept sealed beside it, for as long as it; and who looked at a frame is written down. */
export class WhatDevicesSay0030 implements MigrationInterface {
  readonly name = 'WhatDevicesSay1763700000030';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
alter table secret_text drop constraint secret_text_what_check;
alter table secret_text add constraint secret_text_what_check
  check (what in ('note', 'proof', 'told', 'name', 'raw-frame', 'decoded-frame'));
drop index secret_text_raw_age;
create index secret_text_frame_age on secret_text (created_at, id) where what in ('raw-frame', 'decoded-frame');

alter table reading drop constraint reading_what_check;
alter table reading add constraint reading_what_check check (what in ('person-card', 'roster', 'raw-frame'));
`);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward: restore a backup instead');
  }
}
