import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who was erased, when, by whom and why: by id alone, so that an older backup can be made to forget her again. */
export class Erasure0010 implements MigrationInterface {
  readonly name = 'Erasure1763700000010';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
create table erased_person (
  senior_id text primary key,
  erased_at timestamptz not null,
  -- null: put on the list from outside, when an older backup came back
  erased_by text references account (id),
  reason text not null check (reason in ('own-wish', 'guardian-wish', 'left-the-service', 'time-limit', 'order'))
);
create function erased_person_is_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'erased_person is append-only' using errcode = 'SB002';
end $$;
create trigger erased_person_append_only before update or delete on erased_person
  for each row execute function erased_person_is_append_only();
`);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward: restore a backup instead');
  }
}
