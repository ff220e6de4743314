import type { AccountId, Instant, Refusal, RegionId } from '@silverbell/kernel';
import {
  handoverOf,
  stateOf,
  type Handover,
  type HandoverFact,
  type HandoverHead,
  type HandoverItem,
  type HandoverTransaction,
  type Receiver,
  type RegistryCommand,
  type RegistryResult,
  type RegistryStore,
  type RegistryWritten,
  type SecondPathSeat,
} from '@silverbell/usecases';
import type { HandoverItemKind } from '@silverbell/vocabulary';
import type { DataSource } from 'typeorm';
import type { Queryable } from '../connection/command-pool.js';
import { registryWrite } from '../connection/registry-write.js';
import type { PostgresAuditLog } from '../privacy/audit-log.store.js';

interface FactRow {
  readonly type: HandoverFact['type'];
  readonly kind: HandoverItemKind | null;
  readonly itemId: string | null;
  readonly count: number | null;
  readonly by: AccountId;
  readonly at: Instant;
}

/** What stands behind an item now; `null`: a count alone. */
export interface ItemNow {
  readonly key: string;
  readonly label: string;
  readonly severity: 1 | 2 | 3 | null;
  readonly phase: string | null;
  readonly dueAt: Instant | null;
}

const HEAD = `h.id, h.region_id as "regionId", h.from_id as "fromId", h.to_id as "toId", ms_of(h.opened_at)::double precision as "openedAt"`;
const FACTS = `coalesce((select jsonb_agg(jsonb_build_object('type', e.type, 'kind', e.item_kind, 'itemId', e.item_id, 'count', e.item_count,
    'by', e.by_id, 'at', ms_of(e.at)) order by e.seq) from handover_event e where e.handover_id = h.id), '[]') as facts`;

type Row = HandoverHead & { readonly facts: readonly FactRow[] };

const factOf = ({ type, kind, itemId, count, by, at }: FactRow): HandoverFact => {
  if (type === 'signed' || type === 'withdrawn') return { type, by, at };
  if (kind === null) throw new Error('an item without its kind');
  return type === 'listed'
    ? { type, by, at, item: { kind, id: itemId, count } }
    : { type, by, at, item: { kind, id: itemId } };
};
const fromRow = ({ facts, ...head }: Row): Handover => handoverOf(head, facts.map(factOf));

const read = async (db: Queryable, where: string, values: readonly unknown[]): Promise<readonly Handover[]> => {
  const rows: Row[] = await db.query(`select ${HEAD}, ${FACTS} from handover h where ${where}`, [...values]);
  return rows.map(fromRow);
};

/** Handovers over PostgreSQL: the head once, and everything that became of it appended. */
export class PostgresHandoverStore implements RegistryStore<HandoverTransaction> {
  constructor(
    private readonly source: DataSource,
    private readonly audit: PostgresAuditLog,
  ) {}

  write(
    command: RegistryCommand,
    work: (tx: HandoverTransaction) => Promise<RegistryWritten | Refusal>,
  ): RegistryResult {
    return registryWrite(this.source, this.audit, command, (manager) => work(new Transaction(manager)));
  }

  async byId(id: string): Promise<Handover | null> {
    return (await read(this.source, 'h.id = $1', [id]))[0] ?? null;
  }

  /** The newest of these regions first. */
  page(regionIds: readonly RegionId[], take: number): Promise<readonly Handover[]> {
    return read(this.source, 'h.region_id = any($1) order by h.opened_at desc, h.id limit $2', [regionIds, take]);
  }

  secondPaths(regionId: RegionId): Promise<readonly SecondPathSeat[]> {
    return secondPaths(this.source, regionId);
  }

  /** Names, places and terms of the incidents and tasks that are listed, as they are now. */
  async itemsNow(items: readonly HandoverItem[]): Promise<ReadonlyMap<string, ItemNow>> {
    const ids = items.flatMap(({ id }) => id ?? []);
    const rows: ItemNow[] = await this.source.query(
      `select i.id as key, concat_ws(' · ', (select string_agg(s.name, '、' order by s.id) from senior s where s.id = any(i.senior_ids)), h.label,
           case when i.family = 'outage' then i.subject_key end) as label,
         i.severity, i.phase, ms_of(i.next_due_at)::double precision as "dueAt"
       from incident i left join home h on h.id = i.home_id where i.id = any($1)
       union all
       select t.id, coalesce(s.name, ''), null, t.state, ms_of(t.due_at)::double precision
       from task t left join senior s on s.id = t.senior_id where t.id = any($1)`,
      [ids],
    );
    return new Map(rows.map((row) => [row.key, row]));
  }

  /**
   * Who may take a shift of this region: operators and leads of that very centre, and leads of another one that covers it; none in training.
   * `centre`: the other one.
   */
  receivers(
    regionId: RegionId,
  ): Promise<readonly { readonly id: AccountId; readonly name: string; readonly centre: string | null }[]> {
    return this.source.query(
      `select a.id, a.display_name as name, case when home.region_id <> $1 then g.name end as centre
       from account a
         join lateral (select r.region_id from account_role r where r.account_id = a.id order by r."position" limit 1) home on true
         join region g on g.id = home.region_id
       where ${MAY_ANSWER} and exists (select from account_role r where r.account_id = a.id
         and (r.role in ('operator', 'lead') and r.region_id = $1 or r.role = 'lead' and r.region_id = any (region_chain($1))))
       order by centre nulls first, name, a.id`,
      [regionId],
    );
  }
}

/** Of account "a": she can log in, and does not learn at her seat. */
const MAY_ANSWER = `a.disabled_at is null and not exists (select from operator_duty d where d.account_id = a.id and d.training)`;

const secondPaths = (db: Queryable, regionId: RegionId): Promise<readonly SecondPathSeat[]> =>
  db.query(
    `select s.id as "seatId", s.role, s.person_name as name, ms_of(s.answered_at)::double precision as "answeredAt" from duty_seat s
     where s.active and s.role in ('lead', 'overflow') and s.voice_number_sealed is not null and $1 = any(regions_below(s.region_id))
     order by s.role, s.person_name`,
    [regionId],
  );

class Transaction implements HandoverTransaction {
  constructor(private readonly db: Queryable) {}

  async handover(id: string): Promise<Handover | null> {
    await this.db.query('select from handover where id = $1 for update', [id]);
    return (await read(this.db, 'h.id = $1', [id]))[0] ?? null;
  }

  async openFrom(giver: AccountId): Promise<Handover | null> {
    // One at a time: who opens two in the same moment waits here.
    await this.db.query('select from account where id = $1 for update', [giver]);
    const hers = await read(this.db, 'h.from_id = $1 order by h.opened_at desc limit 5', [giver]);
    return hers.find((one) => stateOf(one) === 'open') ?? null;
  }

  async receiver(
    account: AccountId,
    { giver, regionId }: { readonly giver: AccountId; readonly regionId: RegionId },
  ): Promise<Receiver | null> {
    const rows: Receiver[] = await this.db.query(
      `select bool_or(r.region_id = $3) as "ofCentre", bool_or(r.role = 'lead' and r.region_id = any (region_chain($3))) as "leadsRegion",
         array(select distinct i.region_id from incident i
           where i.open and i.family <> 'drill' and i.state #>> '{attention,by}' = $2
             and not exists (select from account_role o where o.account_id = $1 and o.role in ('operator', 'lead')
               and o.region_id = any (region_chain(i.region_id)))) as unseen
       from account a join account_role r on r.account_id = a.id
       where a.id = $1 and ${MAY_ANSWER} and r.role in ('operator', 'lead') group by a.id`,
      [account, giver, regionId],
    );
    return rows[0] ?? null;
  }

  async toHandOver(giver: AccountId, regionId: RegionId): Promise<readonly HandoverItem[]> {
    return this.db.query(
      `select kind, id, count from (
         select 1 as turn, 'incident' as kind, i.id, null::int as count, i.severity as within, i.raised_at as at from incident i
           where i.open and i.family <> 'drill' and i.state #>> '{attention,by}' = $1
         union all
         select 2, 'call-back', t.id, null, 0, t.due_at from task t
           where t.kind = 'call-back' and t.state = 'open' and t.region_id = any(regions_below($2)) and coalesce(t.owner_id, $1) = $1
         union all
         select 3, 'shelved', i.id, null, 0, i.raised_at from incident i
           where i.open and i.state ? 'shelf' and i.region_id = any(regions_below($2))
         union all
         select 4, 'outage', i.id, null, 0, i.raised_at from incident i
           where i.open and i.family = 'outage' and coalesce(i.state #>> '{attention,by}', '') <> $1 and i.region_id = any(regions_below($2))
         union all
         select 5, 'silent-devices', null, count(*)::int, 0, null from device_watch w join device d on d.id = w.device_id
           where w.state = 'absent' and d.status = 'active' and d.region_id = any(regions_below($2))
           having count(*) > 0
       ) item order by turn, within, at`,
      [giver, regionId],
    );
  }

  async ownsCases(account: AccountId): Promise<boolean> {
    const rows: unknown[] = await this.db.query(
      `select 1 from incident i where i.open and i.family <> 'drill' and i.state #>> '{attention,by}' = $1 limit 1`,
      [account],
    );
    return rows.length > 0;
  }

  secondPaths(regionId: RegionId): Promise<readonly SecondPathSeat[]> {
    return secondPaths(this.db, regionId);
  }

  async begin({ id, regionId, fromId, toId, openedAt }: HandoverHead): Promise<void> {
    await this.db.query(
      'insert into handover (id, region_id, from_id, to_id, opened_at) values ($1, $2, $3, $4, instant_of($5))',
      [id, regionId, fromId, toId, openedAt],
    );
  }

  async append(id: string, facts: readonly HandoverFact[]): Promise<void> {
    const rows = facts.map((fact) => {
      const item = 'item' in fact ? fact.item : null;
      return {
        ...{ type: fact.type, by: fact.by, at: fact.at },
        ...{
          kind: item?.kind ?? null,
          item: item?.id ?? null,
          count: item !== null && 'count' in item ? item.count : null,
        },
      };
    });
    await this.db.query(
      `insert into handover_event (handover_id, seq, type, item_kind, item_id, item_count, by_id, at)
       select $1, (select coalesce(max(seq), 0) from handover_event where handover_id = $1) + f.ordinality::int,
         f.fact ->> 'type', f.fact ->> 'kind', f.fact ->> 'item', (f.fact ->> 'count')::int, f.fact ->> 'by', instant_of((f.fact ->> 'at')::double precision)
       from jsonb_array_elements($2::jsonb) with ordinality as f (fact, ordinality)`,
      [id, JSON.stringify(rows)],
    );
  }

  async changeShift(from: AccountId, to: AccountId, at: Instant): Promise<void> {
    await this.db.query(
      `insert into operator_duty as duty (account_id, on_duty, training, since)
       select shift.account, shift.duty, false, instant_of($3) from (values ($1, false), ($2, true)) as shift (account, duty)
       on conflict (account_id) do update set on_duty = excluded.on_duty,
         since = case when duty.on_duty = excluded.on_duty then duty.since else excluded.since end`,
      [from, to, at],
    );
  }
}
