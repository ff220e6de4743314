import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A relative's account is bound to a senior by a code that goes to the number of one of her contacts (CR-72). A binding knows through which
 * contact it came, so that a contact in conflict sees nothing of her.
 */
export class FamilyInvitations0068 implements MigrationInterface {
  readonly name = 'FamilyInvitations1764300000068';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      alter table family_link add column contact_id text, add column bound_at timestamptz;
      create index family_link_contact on family_link (contact_id) where contact_id is not null;

      create table family_invitation (
        id text primary key,
        senior_id text not null references senior (id),
        -- the contact may be gone by now
        contact_id text not null,
        made_by text not null references account (id),
        made_at timestamptz not null,
        -- by whom and how she agreed
        capacity text check (capacity in ('self', 'guardian')),
        how text check (how in ('signed', 'spoken', 'recorded')),
        guardian_contact_id text,
        accepted_by text references account (id),
        accepted_at timestamptz,
        -- keyed hash of the code with the number it went to
        code_hash bytea,
        expires_at timestamptz,
        used_by text references account (id),
        used_at timestamptz,
        ended_at timestamptz
      );
      create index family_invitation_senior on family_invitation (senior_id, made_at desc);
      create index family_invitation_contact on family_invitation (contact_id) where used_at is null and ended_at is null;
      create unique index family_invitation_code on family_invitation (code_hash) where used_at is null and ended_at is null;
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward: restore a backup instead');
  }
}
