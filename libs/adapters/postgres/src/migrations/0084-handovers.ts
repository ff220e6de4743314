import type { MigrationInterface, QueryRunner } from 'typeorm';

/** One shift gives to the next: who, to whom, and what was listed, accepted and signed, appended and never edited. */
export class Handovers0084 implements MigrationInterface {
  readonly name = 'Handovers1764300000084';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      create table handover (
        id text primary key,
        region_id text not null references region (id),
        from_id text not null references account (id),
        to_id text not null references account (id),
        opened_at timestamptz not null,
        check (from_id <> to_id)
      );
      create index handover_newest on handover (region_id, opened_at desc);
      create table handover_event (
        handover_id text not null references handover (id),
        seq integer not null,
        type text not null check (type in ('listed', 'accepted', 'signed', 'withdrawn')),
        item_kind text,
        item_id text,
        item_count integer,
        by_id text not null references account (id),
        at timestamptz not null,
        primary key (handover_id, seq),
        check ((type in ('listed', 'accepted')) = (item_kind is not null))
      );
      create trigger handover_event_append_only before update or delete on handover_event
        for each row execute function ladder_trail_is_append_only();
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward: restore a backup instead');
  }
}
