import {
  as,
  instant,
  type AccountId,
  type ContactId,
  type HelperId,
  type Instant,
  type RegionId,
  type SeniorId,
} from '@silverbell/kernel';
import { isSameNumber } from '@silverbell/usecases';
import type { DataSource } from 'typeorm';
import type { AccountRole } from './account.entity.js';

export interface AccountFacts {
  readonly id: AccountId;
  readonly username: string;
  readonly name: string;
  readonly role: AccountRole;
  readonly regionId: RegionId;
  readonly helperId: HelperId | null;
  readonly contactId: ContactId | null;
  readonly disabled: boolean;
  /** A helper who may do nothing for now: she may log in neither, but is told so. */
  readonly suspended: boolean;
}

interface Row {
  id: string;
  username: string;
  password_hash: string;
  role: AccountRole;
  display_name: string;
  region_id: string;
  helper_id: string | null;
  contact_id: string | null;
  disabled: boolean;
  suspended: boolean;
}

const COLUMNS = `id, username, password_hash, role, display_name, region_id, helper_id, contact_id, disabled_at is not null as disabled,
  exists (select from helper h where h.id = account.helper_id and h.suspended_at is not null) as suspended`;

/** Who may log in, and what she may see. */
export class PostgresAccountStore {
  constructor(private readonly source: DataSource) {}

  async byId(id: AccountId): Promise<AccountFacts | null> {
    const rows: Row[] = await this.source.query(`select ${COLUMNS} from account where id = $1`, [id]);
    return rows[0] ? factsOf(rows[0]) : null;
  }

  /** User names are lower case. */
  async byUsername(username: string): Promise<(AccountFacts & { readonly passwordHash: string }) | null> {
    const rows: Row[] = await this.source.query(`select ${COLUMNS} from account where username = $1`, [
      username.toLowerCase(),
    ]);
    return rows[0] ? { ...factsOf(rows[0]), passwordHash: rows[0].password_hash } : null;
  }

  async ofHelper(id: HelperId): Promise<AccountId | null> {
    const rows: { id: AccountId }[] = await this.source.query('select id from account where helper_id = $1', [id]);
    return rows[0]?.id ?? null;
  }

  /** The region and everything below it: visibility is inherited downwards (SR-01). */
  async visibleRegions(regionId: RegionId): Promise<readonly RegionId[]> {
    const rows: { ids: RegionId[] }[] = await this.source.query('select regions_below($1) as ids', [regionId]);
    return rows[0]?.ids ?? [];
  }

  /**
   * The seniors a family account is bound to (SR-71); a contact in conflict sees nobody, whatever was bound before, and nobody
   * of a home in which somebody has flagged him: a case is about the home (H10).
   */
  async seniorsOf(accountId: AccountId): Promise<readonly SeniorId[]> {
    const rows: { seniorId: SeniorId; phone: string; conflict: boolean; flagged: string[] }[] = await this.source.query(
      `select l.senior_id as "seniorId", coalesce(me.phone, '') as phone, coalesce(me.conflict, false) as conflict,
         array(select f.phone from contact f join senior mate on mate.id = f.senior_id
           where f.conflict and mate.home_id = s.home_id) as flagged
       from family_link l join account a on a.id = l.account_id join senior s on s.id = l.senior_id
         left join contact me on me.id = a.contact_id
       where l.account_id = $1 and a.disabled_at is null order by l.senior_id`,
      [accountId],
    );
    return rows.flatMap(({ seniorId, phone, conflict, flagged }) =>
      conflict || flagged.some((other) => isSameNumber(phone, other)) ? [] : [seniorId],
    );
  }

  async setDisabled(id: AccountId, at: Instant | null): Promise<void> {
    await this.source.query(`update account set disabled_at = $2 where id = $1`, [
      id,
      at === null ? null : new Date(at),
    ]);
  }
}

export interface DutyState {
  readonly onDuty: boolean;
  /** An operator who learns: drills only. */
  readonly training: boolean;
  readonly since: Instant;
}

/** Who is on duty now; `since` moves only when the state does. */
export class PostgresDutyStore {
  constructor(private readonly source: DataSource) {}

  async setHelper(id: HelperId, onDuty: boolean, now: Instant): Promise<DutyState> {
    const rows: DutyRow[] = await this.source.query(
      `insert into helper_duty as duty (helper_id, on_duty, since) values ($1, $2, $3)
       on conflict (helper_id) do update set
         on_duty = excluded.on_duty,
         since = case when duty.on_duty = excluded.on_duty then duty.since else excluded.since end
       returning on_duty, false as training, since`,
      [id, onDuty, new Date(now)],
    );
    return dutyOf(rows[0]) as DutyState;
  }

  /** Makes a seat one for training, or one in earnest again; who is off duty stays off duty. */
  async setTraining(id: AccountId, training: boolean, now: Instant): Promise<void> {
    await this.source.query(
      `insert into operator_duty (account_id, on_duty, training, since) values ($1, false, $2, $3)
       on conflict (account_id) do update set training = excluded.training`,
      [id, training, new Date(now)],
    );
  }

  /** A seat is in earnest unless somebody says that it is one for training. */
  async setOperator(id: AccountId, onDuty: boolean, now: Instant, training = false): Promise<DutyState> {
    const rows: DutyRow[] = await this.source.query(
      `insert into operator_duty as duty (account_id, on_duty, training, since) values ($1, $2, $3, $4)
       on conflict (account_id) do update set
         on_duty = excluded.on_duty, training = excluded.training,
         since = case when duty.on_duty = excluded.on_duty and duty.training = excluded.training then duty.since else excluded.since end
       returning on_duty, training, since`,
      [id, onDuty, training, new Date(now)],
    );
    return dutyOf(rows[0]) as DutyState;
  }

  /** She has a case in hand that is no drill: her seat cannot become one for training. */
  async attendsInEarnest(id: AccountId): Promise<boolean> {
    const rows: unknown[] = await this.source.query(
      `select 1 from incident i where i.open and i.family <> 'drill' and i.state #>> '{attention,by}' = $1 limit 1`,
      [id],
    );
    return rows.length > 0;
  }

  ofHelper(id: HelperId): Promise<DutyState | null> {
    return this.#of('select on_duty, false as training, since from helper_duty where helper_id = $1', id);
  }

  ofOperator(id: AccountId): Promise<DutyState | null> {
    return this.#of('select on_duty, training, since from operator_duty where account_id = $1', id);
  }

  async #of(sql: string, id: string): Promise<DutyState | null> {
    return dutyOf((await this.source.query<DutyRow[]>(sql, [id]))[0]);
  }
}

interface DutyRow {
  on_duty: boolean;
  training: boolean;
  since: Date;
}

const dutyOf = (row: DutyRow | undefined): DutyState | null =>
  row ? { onDuty: row.on_duty, training: row.training, since: instant(row.since.getTime()) } : null;

const factsOf = (row: Row): AccountFacts => ({
  id: as<AccountId>(row.id),
  username: row.username,
  name: row.display_name,
  role: row.role,
  regionId: as<RegionId>(row.region_id),
  helperId: row.helper_id === null ? null : as<HelperId>(row.helper_id),
  contactId: row.contact_id === null ? null : as<ContactId>(row.contact_id),
  disabled: row.disabled,
  suspended: row.suspended,
});
