import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A senior is referred from one facility to another (SR-05); what was said at a step is sealed under her key. */
export class Referrals0062 implements MigrationInterface {
  readonly name = 'Referrals1764300000062';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      create table referral (
        id text primary key,
        senior_id text not null references senior (id),
        from_facility text not null references facility (id),
        to_facility text not null references facility (id),
        state text not null check (state in ('open', 'accepted', 'declined', 'ended')),
        opened_at timestamptz not null,
        version integer not null,
        changed_by text references account (id),
        check (from_facility <> to_facility)
      );
      create index referral_senior on referral (senior_id);
      create index referral_from on referral (from_facility);
      create index referral_to on referral (to_facility);

      create table referral_step (
        id text primary key,
        seq bigint generated always as identity,
        referral_id text not null references referral (id),
        state text not null check (state in ('open', 'accepted', 'declined', 'ended')),
        note_sealed bytea,
        by_account text not null references account (id),
        at timestamptz not null
      );
      create index referral_step_referral on referral_step (referral_id, seq);
      create trigger referral_step_append_only before update or delete on referral_step
        for each row execute function ladder_trail_is_append_only();
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward: restore a backup instead');
  }
}
