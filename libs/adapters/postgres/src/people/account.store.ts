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
import { isSamePerson, type NumberHash } from '@silverbell/usecases';
import type { Role } from '@silverbell/vocabulary';
import { IsNull, Not, type DataSource } from 'typeorm';
import { AccountRow, OperatorDutyRow } from './account.entity.js';
import { HelperDutyRow, HelperRow } from './helper.entity.js';

export interface AccountFacts {
  readonly id: AccountId;
  readonly username: string;
  readonly name: string;
  readonly role: Role;
  readonly regionId: RegionId;
  readonly helperId: HelperId | null;
  readonly contactId: ContactId | null;
  readonly disabled: boolean;
  /** A helper who may do nothing for now: she may log in neither, but is told so. */
  readonly suspended: boolean;
}

/** Who may log in, and what she may see. */
export class PostgresAccountStore {
  constructor(private readonly source: DataSource) {}

  async byId(id: AccountId): Promise<AccountFacts | null> {
    const account = await this.source.manager.findOneBy(AccountRow, { id });
    return account && this.factsOf(account);
  }

  /** User names are lower case. */
  async byUsername(name: string): Promise<(AccountFacts & { readonly passwordHash: string }) | null> {
    const account = await this.source.manager.findOneBy(AccountRow, { username: name.toLowerCase() });
    return account && { ...(await this.factsOf(account)), passwordHash: account.passwordHash };
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

  /**
   * The seniors a family account is bound to (SR-71); a contact in conflict sees no senior, whatever was bound before, and none
   * of a home in which an occupant has flagged him: a case is about the home (H10).
   */
  async seniorsOf(accountId: AccountId): Promise<readonly SeniorId[]> {
    const rows: { seniorId: SeniorId; number: NumberHash | null; conflict: boolean; flagged: NumberHash[] }[] =
      await this.source.query(
        `select l.senior_id as "seniorId", encode(me.phone_hash, 'base64') as number, coalesce(me.conflict, false) as conflict,
           array(select encode(f.phone_hash, 'base64') from contact f join senior mate on mate.id = f.senior_id
             where f.conflict and mate.home_id = s.home_id) as flagged
         from family_link l join account a on a.id = l.account_id join senior s on s.id = l.senior_id
           left join contact me on me.id = a.contact_id
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

  private async factsOf({ id, username, displayName, role, ...account }: AccountRow): Promise<AccountFacts> {
    const helperId = account.helperId === null ? null : as<HelperId>(account.helperId);
    return {
      ...{ id: as<AccountId>(id), username, name: displayName, role, helperId },
      regionId: as<RegionId>(account.regionId),
      contactId: account.contactId === null ? null : as<ContactId>(account.contactId),
      disabled: account.disabledAt !== null,
      suspended:
        helperId !== null &&
        (await this.source.manager.existsBy(HelperRow, { id: helperId, suspendedAt: Not(IsNull()) })),
    };
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

  /** She has a case in hand that is no drill: her seat cannot become one for training. */
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
