import type { AccountId, HelperId, Instant, RegionId, SeniorId } from '@silverbell/kernel';
import type { RoleGrant } from '@silverbell/usecases';
import type { AccountKind } from '@silverbell/vocabulary';
import type { Queryable } from '../connection/command-pool.js';

/** One account as those who keep accounts see it; nothing that logs anybody in. */
export interface AccountRecord {
  readonly id: AccountId;
  readonly username: string;
  readonly name: string;
  readonly kind: AccountKind;
  readonly version: number;
  readonly changedBy: AccountId | null;
  readonly roles: readonly RoleGrant[];
  /** Asked for, and not agreed to by a second person yet. */
  readonly waiting: readonly (RoleGrant & { readonly askedBy: AccountId })[];
  readonly helperId: HelperId | null;
  readonly seniorIds: readonly SeniorId[];
  readonly disabled: boolean;
  /** By which the provider of her organisation knows her; `null`: no such login is hers. */
  readonly organisationSubject: string | null;
  readonly hasTotp: boolean;
  readonly oneTimeUntil: Instant | null;
}

export interface AccountPage {
  readonly regionIds: readonly RegionId[];
  /** A part of the user name or the name. */
  readonly words: string | null;
  /** Only those with a role that was asked for. */
  readonly isWaiting: boolean;
  /** The user name at which the page before ended. */
  readonly after: string | null;
  readonly limit: number;
}

const RECORD = /* sql */ `a.id, a.username, a.display_name as name, a.helper_id as "helperId", a.disabled_at is not null as disabled,
  a.kind, a.version, a.changed_by as "changedBy",
  (select i.subject from account_identity i where i.account_id = a.id) as "organisationSubject",
  coalesce((select jsonb_agg(jsonb_build_object('role', r.role, 'regionId', r.region_id) order by r.position)
    from account_role r where r.account_id = a.id), '[]') as roles,
  coalesce((select jsonb_agg(jsonb_build_object('role', q.role, 'regionId', q.region_id, 'askedBy', q.asked_by) order by q.role, q.region_id)
    from role_request q where q.account_id = a.id), '[]') as waiting,
  array(select f.senior_id from family_link f where f.account_id = a.id order by f.senior_id) as "seniorIds",
  ms_of(l.one_time_until)::double precision as "oneTimeUntil", l.totp_confirmed_at is not null as "hasTotp"`;
const FROM = 'account a left join account_login l on l.account_id = a.id';

/** The accounts, for those who keep them. */
export class PostgresAccountRegister {
  constructor(private readonly source: Queryable) {}

  within(transaction: Queryable): PostgresAccountRegister {
    return new PostgresAccountRegister(transaction);
  }

  /** Until the transaction ends no other transaction changes who keeps accounts. */
  async lock(): Promise<void> {
    await this.source.query(`select pg_advisory_xact_lock(hashtext('accounts'))`);
  }

  /** Those with a role, held or asked for, in one of the regions; by user name. */
  async list({ regionIds, words, isWaiting, after, limit }: AccountPage): Promise<readonly AccountRecord[]> {
    return this.source.query<AccountRecord[]>(
      `select ${RECORD} from ${FROM}
       where (exists (select from account_role r where r.account_id = a.id and r.region_id = any ($1))
           or exists (select from role_request q where q.account_id = a.id and q.region_id = any ($1)))
         and ($2::text is null or strpos(lower(a.username || ' ' || a.display_name), lower($2)) > 0)
         and ($3::text is null or a.username > $3) and (not $5::boolean or exists (select from role_request q where q.account_id = a.id))
       order by a.username limit $4`,
      [regionIds, words, after, limit, isWaiting],
    );
  }

  async byId(id: AccountId): Promise<AccountRecord | null> {
    const rows = await this.source.query<AccountRecord[]>(`select ${RECORD} from ${FROM} where a.id = $1`, [id]);
    return rows[0] ?? null;
  }

  async isTaken(username: string, id: AccountId): Promise<boolean> {
    const rows = await this.source.query<unknown[]>('select 1 from account where username = $1 or id = $2', [
      username,
      id,
    ]);
    return rows.length > 0;
  }

  /** Who may log in and keeps accounts of the whole platform, or of a part of it. */
  async keepers(): Promise<readonly AccountId[]> {
    const rows = await this.source.query<{ id: AccountId }[]>(
      `select distinct a.id from account a join account_role r on r.account_id = a.id
       where r.role = 'security-admin' and a.disabled_at is null order by a.id`,
    );
    return rows.map(({ id }) => id);
  }

  async regionOfHelper(id: HelperId): Promise<RegionId | null> {
    const rows = await this.source.query<{ region: RegionId }[]>(
      'select region_id as region from helper where id = $1',
      [id],
    );
    return rows[0]?.region ?? null;
  }

  async accountOfHelper(id: HelperId): Promise<AccountId | null> {
    const rows = await this.source.query<{ id: AccountId }[]>('select id from account where helper_id = $1', [id]);
    return rows[0]?.id ?? null;
  }

  async regionsOfSeniors(ids: readonly SeniorId[]): Promise<ReadonlyMap<SeniorId, RegionId>> {
    const rows = await this.source.query<{ id: SeniorId; region: RegionId }[]>(
      'select id, region_id as region from senior where id = any ($1)',
      [ids],
    );
    return new Map(rows.map(({ id, region }) => [id, region]));
  }

  async insert(
    account: Pick<AccountRecord, 'id' | 'username' | 'name' | 'kind' | 'helperId' | 'changedBy'>,
    passwordHash: string,
  ): Promise<void> {
    await this.source.query(
      `insert into account (id, username, password_hash, display_name, helper_id, kind, changed_by)
       values ($1, $2, $3, $4, $5, $6, $7)`,
      [account.id, account.username, passwordHash, account.name, account.helperId, account.kind, account.changedBy],
    );
  }

  /** Whoever read an older version is told by whom the account was changed since. */
  async setChanged(id: AccountId, by: AccountId): Promise<void> {
    await this.source.query('update account set version = version + 1, changed_by = $2 where id = $1', [id, by]);
  }

  async setName(id: AccountId, name: string): Promise<void> {
    await this.source.query('update account set display_name = $2 where id = $1', [id, name]);
  }

  async setHelper(id: AccountId, helperId: HelperId | null): Promise<void> {
    await this.source.query('update account set helper_id = $2 where id = $1', [id, helperId]);
  }

  /** `reason`: in words, which stay out of the audit log. */
  async setDisabled(id: AccountId, at: Instant, reason: string): Promise<void> {
    await this.source.query('update account set disabled_at = coalesce(disabled_at, instant_of($2)) where id = $1', [
      id,
      at,
    ]);
    await this.source.query(
      `insert into account_login (account_id, disabled_reason) values ($1, $2)
       on conflict (account_id) do update set disabled_reason = excluded.disabled_reason`,
      [id, reason],
    );
  }

  /** Whose account the provider's `subject` is; `null`: no account is bound to it. */
  async accountOfIdentity(issuer: string, subject: string): Promise<AccountId | null> {
    const rows = await this.source.query<{ id: AccountId }[]>(
      'select account_id as id from account_identity where issuer = $1 and subject = $2',
      [issuer, subject],
    );
    return rows[0]?.id ?? null;
  }

  async bindIdentity(
    id: AccountId,
    { issuer, subject }: { readonly issuer: string; readonly subject: string },
    by: AccountId,
    at: Instant,
  ): Promise<void> {
    await this.source.query(
      `insert into account_identity (account_id, issuer, subject, bound_by, bound_at) values ($1, $2, $3, $4, instant_of($5))
       on conflict (account_id) do update set issuer = excluded.issuer, subject = excluded.subject,
         bound_by = excluded.bound_by, bound_at = excluded.bound_at`,
      [id, issuer, subject, by, at],
    );
  }

  async unbindIdentity(id: AccountId): Promise<void> {
    await this.source.query('delete from account_identity where account_id = $1', [id]);
  }

  async setEnabled(id: AccountId): Promise<void> {
    await this.source.query('update account set disabled_at = null where id = $1', [id]);
    await this.source.query('update account_login set disabled_reason = null where account_id = $1', [id]);
  }

  async setSeniors(id: AccountId, seniorIds: readonly SeniorId[]): Promise<void> {
    await this.source.query('delete from family_link where account_id = $1 and senior_id <> all($2)', [id, seniorIds]);
    await this.source.query(
      'insert into family_link (account_id, senior_id) select $1, senior from unnest($2::text[]) senior on conflict do nothing',
      [id, seniorIds],
    );
  }

  async setRoles(id: AccountId, roles: readonly RoleGrant[]): Promise<void> {
    await this.source.query('delete from account_role where account_id = $1', [id]);
    await this.source.query(
      `insert into account_role (account_id, role, region_id, position)
       select $1, one.role, one.region, one.nth - 1 from unnest($2::text[], $3::text[]) with ordinality as one (role, region, nth)`,
      [id, roles.map(({ role }) => role), roles.map(({ regionId }) => regionId)],
    );
  }

  async setWaiting(id: AccountId, roles: readonly RoleGrant[], by: AccountId, at: Instant): Promise<void> {
    await this.source.query('delete from role_request where account_id = $1', [id]);
    await this.source.query(
      `insert into role_request (account_id, role, region_id, asked_by, asked_at)
       select $1, one.role, one.region, $4, instant_of($5) from unnest($2::text[], $3::text[]) as one (role, region)`,
      [id, roles.map(({ role }) => role), roles.map(({ regionId }) => regionId), by, at],
    );
  }
}
