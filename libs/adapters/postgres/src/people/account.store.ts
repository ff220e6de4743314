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
import { isSamePerson, type NumberHash, type RoleGrant, type SessionId } from '@silverbell/usecases';
import type { DataSource } from 'typeorm';
import { AccountRow, OperatorDutyRow } from './account.entity.js';
import { HelperDutyRow } from './helper.entity.js';

export interface AccountFacts {
  readonly id: AccountId;
  readonly username: string;
  readonly name: string;
  /** What she may do, and where; in her own order. */
  readonly roles: readonly RoleGrant[];
  readonly helperId: HelperId | null;
  readonly contactId: ContactId | null;
  readonly disabled: boolean;
  /** A helper who may do nothing for now: she may log in neither, but is told so. */
  readonly suspended: boolean;
  /** Her password was given to her: it opens the change of it until then. `null`: it is her own. */
  readonly oneTimeUntil: Instant | null;
  /** She has proven a second factor, and a login asks for it. */
  readonly hasTotp: boolean;
}

const FACTS = /* sql */ `a.id, a.username, a.display_name as name, a.helper_id as "helperId", a.contact_id as "contactId",
  a.disabled_at is not null as disabled,
  exists (select from helper h where h.id = a.helper_id and h.suspended_at is not null) as suspended,
  coalesce((select jsonb_agg(jsonb_build_object('role', r.role, 'regionId', r.region_id) order by r.position)
    from account_role r where r.account_id = a.id), '[]') as roles,
  ms_of(l.one_time_until)::double precision as "oneTimeUntil", l.totp_confirmed_at is not null as "hasTotp"`;
const WITH_LOGIN = 'account a left join account_login l on l.account_id = a.id';

/** Who may log in, and what she may see. */
export class PostgresAccountStore {
  constructor(private readonly source: DataSource) {}

  async byId(id: AccountId): Promise<AccountFacts | null> {
    const rows: AccountFacts[] = await this.source.query(`select ${FACTS} from ${WITH_LOGIN} where a.id = $1`, [id]);
    return rows[0] ?? null;
  }

  /** Whose session it is; `null`: it was ended, or there was none of this name. */
  async bySession(id: SessionId): Promise<AccountFacts | null> {
    const rows: AccountFacts[] = await this.source.query(
      `select ${FACTS} from session s join account a on a.id = s.account_id left join account_login l on l.account_id = a.id
       where s.id = $1 and s.ended_at is null`,
      [id],
    );
    return rows[0] ?? null;
  }

  /** User names are lower case. */
  async byUsername(name: string): Promise<(AccountFacts & { readonly passwordHash: string }) | null> {
    const rows: (AccountFacts & { readonly passwordHash: string })[] = await this.source.query(
      `select ${FACTS}, a.password_hash as "passwordHash" from ${WITH_LOGIN} where a.username = $1`,
      [name.toLowerCase()],
    );
    return rows[0] ?? null;
  }

  async passwordHash(id: AccountId): Promise<string | null> {
    const rows: { hash: string }[] = await this.source.query(
      'select password_hash as hash from account where id = $1',
      [id],
    );
    return rows[0]?.hash ?? null;
  }

  async ofHelper(id: HelperId): Promise<AccountId | null> {
    const account = await this.source.manager.findOneBy(AccountRow, { helperId: id });
    return account && as<AccountId>(account.id);
  }

  /** The region and everything below it: visibility is inherited downwards (SR-01). */
  async visibleRegions(regionId: RegionId): Promise<readonly RegionId[]> {
    const rows: { ids: RegionId[] }[] = await this.source.query('select regions_below($1) as ids', [regionId]);
    return rows[0]?.ids ?? [];
  }

  /** Regions without one above them. */
  async roots(): Promise<readonly RegionId[]> {
    const rows: { id: RegionId }[] = await this.source.query('select id from region where parent_id is null');
    return rows.map(({ id }) => id);
  }

  /**
   * The seniors a family account is bound to (SR-71); a contact in conflict sees no senior, whatever was bound before, and none
   * of a home in which an occupant has flagged him: an incident is about the home (H10).
   */
  async seniorsOf(accountId: AccountId): Promise<readonly SeniorId[]> {
    const rows: { seniorId: SeniorId; number: NumberHash | null; conflict: boolean; flagged: NumberHash[] }[] =
      await this.source.query(
        `select l.senior_id as "seniorId", encode(me.phone_hash, 'base64') as number, coalesce(me.conflict, false) as conflict,
           array(select encode(f.phone_hash, 'base64') from contact f join senior mate on mate.id = f.senior_id
             where f.conflict and mate.home_id = s.home_id) as flagged
         from family_link l join account a on a.id = l.account_id join senior s on s.id = l.senior_id
           left join contact me on me.id = coalesce(l.contact_id, a.contact_id)
         where l.account_id = $1 and a.disabled_at is null order by l.senior_id`,
        [accountId],
      );
    return rows.flatMap(({ seniorId, number, conflict, flagged }) =>
      conflict || flagged.some((other) => isSamePerson(number, other)) ? [] : [seniorId],
    );
  }

  async setDisabled(id: AccountId, at: Instant | null): Promise<void> {
    await this.source.manager.update(AccountRow, { id }, { disabledAt: at });
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
    return dutyOf(rows);
  }

  /** Makes a seat one for training, or one in earnest again; who is off duty stays off duty. */
  async setTraining(id: AccountId, training: boolean, now: Instant): Promise<void> {
    await this.source.query(
      `insert into operator_duty (account_id, on_duty, training, since) values ($1, false, $2, $3)
       on conflict (account_id) do update set training = excluded.training`,
      [id, training, new Date(now)],
    );
  }

  /** A seat is real unless it is set to training. */
  async setOperator(id: AccountId, onDuty: boolean, now: Instant, training = false): Promise<DutyState> {
    const rows: DutyRow[] = await this.source.query(
      `insert into operator_duty as duty (account_id, on_duty, training, since) values ($1, $2, $3, $4)
       on conflict (account_id) do update set
         on_duty = excluded.on_duty, training = excluded.training,
         since = case when duty.on_duty = excluded.on_duty and duty.training = excluded.training then duty.since else excluded.since end
       returning on_duty, training, since`,
      [id, onDuty, training, new Date(now)],
    );
    return dutyOf(rows);
  }

  /** She has an incident in hand that is no drill: her seat cannot become one for training. */
  async attendsInEarnest(id: AccountId): Promise<boolean> {
    const rows: unknown[] = await this.source.query(
      `select 1 from incident i where i.open and i.family <> 'drill' and i.state #>> '{attention,by}' = $1 limit 1`,
      [id],
    );
    return rows.length > 0;
  }

  async ofHelper(id: HelperId): Promise<DutyState | null> {
    const duty = await this.source.manager.findOneBy(HelperDutyRow, { helperId: id });
    return duty && { onDuty: duty.onDuty, training: false, since: duty.since };
  }

  async ofOperator(id: AccountId): Promise<DutyState | null> {
    const duty = await this.source.manager.findOneBy(OperatorDutyRow, { accountId: id });
    return duty && { onDuty: duty.onDuty, training: duty.training, since: duty.since };
  }
}

interface DutyRow {
  on_duty: boolean;
  training: boolean;
  since: Date;
}

const dutyOf = ([row]: readonly DutyRow[]): DutyState => {
  if (row === undefined) throw new Error('an upsert answered nothing');
  return { onDuty: row.on_duty, training: row.training, since: instant(row.since.getTime()) };
};
