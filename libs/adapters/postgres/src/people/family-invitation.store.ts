import { createHmac } from 'node:crypto';
import type { AccountId, Instant, Refusal, RegionId, SeniorId } from '@silverbell/kernel';
import {
  comparedDigits,
  type FamilyAgreement,
  type FamilyInvitation,
  type FamilyTransaction,
  type InvitableContact,
  type RegistryCommand,
  type RegistryResult,
  type RegistryStore,
  type RegistryWritten,
} from '@silverbell/usecases';
import type { DataSource } from 'typeorm';
import type { Queryable } from '../connection/command-pool.js';
import { registryWrite } from '../connection/registry-write.js';
import type { PersonKeys } from '../crypto/person-keys.js';
import { SealedColumns } from '../crypto/sealed-columns.js';
import type { PostgresAuditLog } from '../privacy/audit-log.store.js';

const INVITATION = /* sql */ `select i.id, i.senior_id as "seniorId", i.contact_id as "contactId", s.region_id as "regionId",
  ms_of(i.made_at)::double precision as "madeAt", i.capacity, i.how, i.guardian_contact_id as "guardianContactId",
  ms_of(i.accepted_at)::double precision as "acceptedAt", ms_of(i.expires_at)::double precision as "expiresAt",
  ms_of(i.used_at)::double precision as "usedAt", ms_of(i.ended_at)::double precision as "endedAt"
  from family_invitation i join senior s on s.id = i.senior_id`;

type InvitationRow = Omit<FamilyInvitation, 'agreement'> & {
  readonly [K in keyof FamilyAgreement]: FamilyAgreement[K] | null;
};

const invitationOf = ({ capacity, how, guardianContactId, ...row }: InvitationRow): FamilyInvitation => ({
  ...row,
  agreement: capacity === null || how === null ? null : { capacity, how, guardianContactId },
});

export interface BoundAccount {
  readonly id: AccountId;
  readonly name: string;
  /** Through whom it was bound; `null`: by an administrator. */
  readonly contactName: string | null;
  readonly boundAt: Instant | null;
}

/** Invitations of relatives and what they are bound to (CR-72), over PostgreSQL. */
export class PostgresFamilyStore implements RegistryStore<FamilyTransaction> {
  readonly #sealed: SealedColumns;
  readonly #hashing: Uint8Array;

  constructor(
    private readonly source: DataSource,
    private readonly audit: PostgresAuditLog,
    keys: PersonKeys,
  ) {
    this.#sealed = new SealedColumns(keys);
    this.#hashing = keys.derive('codes of family invitations, first version');
  }

  write(command: RegistryCommand, work: (tx: FamilyTransaction) => Promise<RegistryWritten | Refusal>): RegistryResult {
    return registryWrite(this.source, this.audit, command, (manager) => work(this.within(manager)));
  }

  within(db: Queryable): FamilyTransaction {
    return new FamilyRows(db, this.#sealed, this.#hashing);
  }

  async invitation(id: string): Promise<FamilyInvitation | null> {
    return this.within(this.source).invitation(id);
  }

  /** Newest first. */
  async of(seniorId: SeniorId): Promise<readonly (FamilyInvitation & { readonly contactName: string | null })[]> {
    const rows: (InvitationRow & { readonly contactName: string | null })[] = await this.source.query(
      `select i.*, c.name as "contactName" from (${INVITATION}) i left join contact c on c.id = i."contactId"
       where i."seniorId" = $1 order by i."madeAt" desc limit 50`,
      [seniorId],
    );
    return rows.map(({ contactName, ...row }) => ({ ...invitationOf(row), contactName }));
  }

  async accountsOf(seniorId: SeniorId): Promise<readonly BoundAccount[]> {
    return this.source.query(
      `select a.id, a.display_name as name, c.name as "contactName", ms_of(l.bound_at)::double precision as "boundAt"
       from family_link l join account a on a.id = l.account_id left join contact c on c.id = coalesce(l.contact_id, a.contact_id)
       where l.senior_id = $1 and a.disabled_at is null order by l.bound_at nulls first, a.id`,
      [seniorId],
    );
  }

  /** Opened for the message that brings the code; `null`: the contact is gone. */
  async numberOf(contactId: string): Promise<string | null> {
    return (await this.within(this.source).contact(contactId))?.phone ?? null;
  }
}

class FamilyRows implements FamilyTransaction {
  constructor(
    private readonly db: Queryable,
    private readonly sealed: SealedColumns,
    private readonly hashing: Uint8Array,
  ) {}

  async contact(id: string): Promise<InvitableContact | null> {
    const [row] = await this.db.query<
      { seniorId: SeniorId; regionId: RegionId; conflict: boolean; proof: boolean; phone: Buffer | null }[]
    >(
      `select c.senior_id as "seniorId", s.region_id as "regionId", c.conflict, c.guardian_proof is not null as proof, c.phone_sealed as phone
       from contact c join senior s on s.id = c.senior_id where c.id = $1`,
      [id],
    );
    if (row === undefined) return null;
    const [phone] = await this.sealed.open(this.db, [{ column: 'contact.phone', rowId: id, sealed: row.phone }]);
    const { seniorId, regionId, conflict, proof } = row;
    return { id, seniorId, regionId, conflict, hasGuardianProof: proof, phone: phone ?? '' };
  }

  async invitation(id: string): Promise<FamilyInvitation | null> {
    const [row] = await this.db.query<InvitationRow[]>(`${INVITATION} where i.id = $1`, [id]);
    return row === undefined ? null : invitationOf(row);
  }

  async endOpen(contactId: string, at: Instant): Promise<void> {
    await this.db.query(
      `update family_invitation set ended_at = instant_of($2) where contact_id = $1 and used_at is null and ended_at is null`,
      [contactId, at],
    );
  }

  async insert(
    { id, seniorId, contactId, madeAt }: Pick<FamilyInvitation, 'id' | 'seniorId' | 'contactId' | 'madeAt'>,
    by: AccountId,
  ): Promise<void> {
    await this.db.query(
      `insert into family_invitation (id, senior_id, contact_id, made_by, made_at) values ($1, $2, $3, $4, instant_of($5))`,
      [id, seniorId, contactId, by, madeAt],
    );
  }

  async accept(
    id: string,
    { agreement, by, at, expiresAt, code, phone }: Parameters<FamilyTransaction['accept']>[1],
  ): Promise<void> {
    await this.db.query(
      `update family_invitation set capacity = $2, how = $3, guardian_contact_id = $4, accepted_by = $5, accepted_at = instant_of($6),
         expires_at = instant_of($7), code_hash = $8 where id = $1`,
      [
        ...[id, agreement.capacity, agreement.how, agreement.guardianContactId, by, at, expiresAt],
        this.#hash(code, phone),
      ],
    );
  }

  async end(id: string, at: Instant): Promise<void> {
    await this.db.query('update family_invitation set ended_at = instant_of($2) where id = $1', [id, at]);
  }

  async openUnder(code: string, phone: string): Promise<FamilyInvitation | null> {
    const [row] = await this.db.query<InvitationRow[]>(
      `${INVITATION} where i.code_hash = $1 and i.used_at is null and i.ended_at is null for update of i`,
      [this.#hash(code, phone)],
    );
    return row === undefined ? null : invitationOf(row);
  }

  async use(id: string, by: AccountId, at: Instant): Promise<void> {
    await this.db.query('update family_invitation set used_by = $2, used_at = instant_of($3) where id = $1', [
      id,
      by,
      at,
    ]);
  }

  async bind(accountId: AccountId, { seniorId, contactId }: FamilyInvitation, at: Instant): Promise<void> {
    await this.db.query(
      `insert into family_link (account_id, senior_id, contact_id, bound_at) values ($1, $2, $3, instant_of($4))
       on conflict (account_id, senior_id) do update set contact_id = excluded.contact_id, bound_at = excluded.bound_at`,
      [accountId, seniorId, contactId, at],
    );
  }

  async unbind(accountId: AccountId, seniorId: SeniorId): Promise<boolean> {
    const rows = await this.db.query<unknown[]>(
      `with gone as (delete from family_link where account_id = $1 and senior_id = $2 returning 1) select 1 from gone`,
      [accountId, seniorId],
    );
    return rows.length > 0;
  }

  #hash(code: string, phone: string): Buffer {
    return createHmac('sha256', this.hashing)
      .update(`${code} ${comparedDigits(phone)}`)
      .digest();
  }
}
