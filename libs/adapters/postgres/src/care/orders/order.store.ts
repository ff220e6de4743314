import type { CivilDay, ServiceOrder } from '@silverbell/care';
import {
  as,
  instant,
  type HelperId,
  type HomeId,
  type IncidentId,
  type Instant,
  type RegionId,
  type SeniorId,
} from '@silverbell/kernel';
import type { CareConcern, KeptReport, OrderTransaction, RegistryStore, ServicePlan } from '@silverbell/usecases';
import type { OrderStep, ServiceOrderState } from '@silverbell/vocabulary';
import type { DataSource, EntityManager } from 'typeorm';
import { inTransaction } from '../../connection/in-transaction.js';
import { registryWriter } from '../../connection/registry-write.js';
import type { PersonKeys } from '../../crypto/person-keys.js';
import { SealedColumns } from '../../crypto/sealed-columns.js';
import type { PostgresAuditLog } from '../../privacy/audit-log.store.js';
import { HOME_AT_DOOR, type HomeAtDoor } from '../home.rows.js';
import { readTrail, type TrailStep } from '../step.rows.js';
import { PostgresOrderTransaction } from './order.transaction.js';
import { PLAN_COLUMNS, planOf, type PlanRow } from './plan.rows.js';

/** An order with its minutes, as lists show it. */
export interface OrderOnFile {
  readonly order: ServiceOrder;
  readonly seniorName: string;
  readonly workerName: string | null;
  /** Of each item, in the same order. */
  readonly itemNames: readonly string[];
  readonly deliveredMinutes: number;
  readonly subsidisedMinutes: number;
  readonly extraMinutes: number;
  readonly unagreedMinutes: number;
  readonly incidentId: string | null;
}

/** With what the worker needs at the door. */
export interface OrderAtDoor extends OrderOnFile {
  readonly home: HomeAtDoor;
  readonly seniorPhone: string | null;
}

export interface OrderTrailStep extends TrailStep<OrderStep> {
  readonly role: string;
  readonly reason: string | null;
}

export interface OrderSearch {
  readonly regionIds?: readonly string[] | undefined;
  readonly providerId?: string | undefined;
  readonly seniorIds?: readonly string[] | undefined;
  readonly workerId?: string | undefined;
  readonly from?: CivilDay | undefined;
  readonly to?: CivilDay | undefined;
  readonly state?: ServiceOrderState | undefined;
  readonly id?: string | undefined;
  readonly cursor?: string | undefined;
  readonly take: number;
}

export interface PlanSearch {
  readonly regionIds?: readonly string[] | undefined;
  readonly providerId?: string | undefined;
  readonly seniorId?: string | undefined;
  readonly id?: string | undefined;
  readonly cursor?: string | undefined;
  readonly take: number;
}

const COLUMNS = `o.fold as "order", s.name as "seniorName", w.name as "workerName", o.delivered_min as "deliveredMinutes",
  o.subsidised_min as "subsidisedMinutes", o.extra_min as "extraMinutes", o.unagreed_min as "unagreedMinutes",
  (select coalesce(jsonb_agg(coalesce(i.name, c.code) order by c.n), '[]') from jsonb_array_elements_text(o.fold -> 'items') with ordinality c (code, n)
   left join catalogue_item i on i.code = c.code) as "itemNames",
  (select c.incident_id from care_concern c where c.order_id = o.id and c.incident_id is not null order by c.asked_at desc limit 1) as "incidentId"`;
const JOINS = 'join senior s on s.id = o.senior_id left join helper w on w.id = o.worker_id';

/** The place of an order in lists: by day, then by id. */
export const orderCursor = ({ order: { day, plannedStart, id } }: OrderOnFile): string =>
  `${day} ${String(plannedStart)} ${id}`;

/** A cursor that is none begins with the first. */
const CURSOR = /^(\d{4}-\d{2}-\d{2}) (\d{1,15}) (\S+)$/;

/** Service plans and orders over PostgreSQL. */
export class PostgresOrderStore implements RegistryStore<OrderTransaction> {
  readonly write: RegistryStore<OrderTransaction>['write'];
  private readonly sealed: SealedColumns;

  constructor(
    private readonly source: DataSource,
    audit: PostgresAuditLog,
    keys: PersonKeys,
    private readonly timeZone: string,
  ) {
    this.sealed = new SealedColumns(keys);
    this.write = registryWriter(source, audit, (manager) => this.open(manager));
  }

  /** What follows from a change elsewhere, in a transaction of its own. */
  within<T>(work: (tx: OrderTransaction) => Promise<T>): Promise<T> {
    return inTransaction(this.source, ({ manager }) => work(this.open(manager)));
  }

  private open(manager: EntityManager): OrderTransaction {
    return new PostgresOrderTransaction(manager, this.sealed, this.timeZone);
  }

  async page(search: OrderSearch): Promise<readonly OrderOnFile[]> {
    const { regionIds, providerId, seniorIds, workerId, from, to, state, id, cursor, take } = search;
    const [, afterDay, afterStart, afterId] = CURSOR.exec(cursor ?? '') ?? [];
    return this.source.query<OrderOnFile[]>(
      // names are looked up for the rows of the page alone
      `select ${COLUMNS} from (select * from service_order o
       where ($1::text[] is null or o.region_id = any ($1)) and ($2::text is null or o.provider_id = $2)
         and ($3::text[] is null or o.senior_id = any ($3)) and ($4::text is null or o.worker_id = $4 or o.second_worker_id = $4)
         and ($5::date is null or o.day >= $5) and ($6::date is null or o.day <= $6) and ($7::text is null or o.state = $7)
         and ($8::text is null or o.id = $8) and ($9::date is null or (o.day, o.planned_start, o.id) > ($9, instant_of($10), $11))
       order by o.day, o.planned_start, o.id limit $12) o ${JOINS} order by o.day, o.planned_start, o.id`,
      [
        ...[regionIds ?? null, providerId ?? null, seniorIds ?? null, workerId ?? null, from ?? null, to ?? null],
        ...[state ?? null, id ?? null, afterDay ?? null, afterStart ?? null, afterId ?? '', take],
      ],
    );
  }

  async regionOfSenior(id: string): Promise<RegionId | null> {
    const [row] = await this.source.query<{ regionId: RegionId }[]>(
      'select region_id as "regionId" from senior where id = $1',
      [id],
    );
    return row?.regionId ?? null;
  }

  async byId(id: string): Promise<OrderOnFile | null> {
    const [order] = await this.page({ id, take: 1 });
    return order ?? null;
  }

  /** Her orders of these days, and what she has begun. */
  async ofWorker(workerId: HelperId, from: CivilDay, to: CivilDay): Promise<readonly OrderAtDoor[]> {
    const rows = await this.source.query<(Omit<OrderAtDoor, 'seniorPhone'> & { sealed: Buffer | null })[]>(
      `select ${COLUMNS}, ${HOME_AT_DOOR} as home, s.phone_sealed as sealed
       from service_order o ${JOINS} join home h on h.id = s.home_id
       where (o.worker_id = $1 or o.second_worker_id = $1) and (o.day between $2 and $3 or o.state = 'started')
       order by o.planned_start, o.id limit 200`,
      [workerId, from, to],
    );
    const phones = await this.sealed.open(
      this.source,
      rows.map(({ order, sealed }) => ({ column: 'senior.phone' as const, rowId: order.seniorId, sealed })),
    );
    return rows.map(({ sealed: _, ...row }, n) => ({ ...row, seniorPhone: phones[n] ?? null }));
  }

  trail(id: string): Promise<readonly OrderTrailStep[]> {
    return readTrail(this.source, this.sealed, 'order', id);
  }

  /** `null`: nothing was reported yet, or her key is gone. */
  async report(id: string): Promise<KeptReport | null> {
    const [row] = await this.source.query<{ sealed: Buffer | null }[]>(
      'select report_sealed as sealed from service_order where id = $1',
      [id],
    );
    const [text] = await this.sealed.open(this.source, [
      { column: 'service_order.report', rowId: id, sealed: row?.sealed ?? null },
    ]);
    return text == null ? null : (JSON.parse(text) as KeptReport);
  }

  async plans({ regionIds, providerId, seniorId, id, cursor, take }: PlanSearch): Promise<readonly PlanOnFile[]> {
    const rows = await this.source.query<(PlanRow & { seniorName: string })[]>(
      `select ${PLAN_COLUMNS}, s.name as "seniorName" from service_plan p join senior s on s.id = p.senior_id
       where ($1::text[] is null or p.region_id = any ($1)) and ($2::text is null or p.provider_id = $2)
         and ($3::text is null or p.senior_id = $3) and ($4::text is null or p.id = $4) and ($5::text is null or p.id > $5)
       order by p.id limit $6`,
      [regionIds ?? null, providerId ?? null, seniorId ?? null, id ?? null, cursor ?? null, take],
    );
    return rows.map(({ seniorName, ...row }) => ({ ...planOf(row), seniorName }));
  }

  /** What a worker has begun and not ended. */
  async startedBy(workerId: HelperId): Promise<readonly string[]> {
    const rows = await this.source.query<{ id: string }[]>(
      `select id from service_order where (worker_id = $1 or second_worker_id = $1) and state = 'started'`,
      [workerId],
    );
    return rows.map(({ id }) => id);
  }

  /** Concerns without an incident yet, the oldest first; a row is claimed by one process at a time. */
  async openConcerns(orderId: string | null, take: number): Promise<readonly ConcernToOpen[]> {
    const rows = await this.source.query<(CareConcern & { seniorName: string; workerName: string | null })[]>(
      `select c.id, c.order_id as "orderId", c.visit_id as "visitId", c.call_id as "callId", c.senior_id as "seniorId", c.home_id as "homeId", c.worker_id as "workerId", c.kind, c.code,
         c.fire, c.proof, ms_of(c.asked_at)::double precision as "askedAt", s.name as "seniorName", w.name as "workerName"
       from care_concern c join senior s on s.id = c.senior_id left join helper w on w.id = c.worker_id
       where c.done_at is null and ($1::text is null or c.order_id = $1) order by c.asked_at, c.id limit $2`,
      [orderId, take],
    );
    return rows.map(({ seniorName, workerName, ...row }) => ({
      concern: {
        ...row,
        seniorId: as<SeniorId>(row.seniorId),
        homeId: as<HomeId>(row.homeId),
        askedAt: instant(row.askedAt),
      },
      ...{ seniorName, workerName },
    }));
  }

  async concernDone(id: string, incidentId: IncidentId | null, at: Instant): Promise<void> {
    await this.source.query(
      'update care_concern set incident_id = $2, done_at = instant_of($3) where id = $1 and done_at is null',
      [id, incidentId, at],
    );
  }

  /** Abuse is suspected on this order (CR-35). */
  async isProtected(id: string): Promise<boolean> {
    const rows = await this.source.query<unknown[]>('select 1 from protected_referral where order_id = $1 limit 1', [
      id,
    ]);
    return rows.length > 0;
  }

  protectedReferrals(regionIds: readonly string[], cursor: string | undefined, take: number) {
    return this.source.query<ProtectedReferral[]>(
      `select r.id, r.order_id as "orderId", r.senior_id as "seniorId", s.name as "seniorName", s.region_id as "regionId",
         ms_of(r.at)::double precision as at
       from protected_referral r join senior s on s.id = r.senior_id
       where s.region_id = any ($1) and ($2::text is null or r.id > $2) order by r.id limit $3`,
      [regionIds, cursor ?? null, take],
    );
  }
}

export type PlanOnFile = ServicePlan & { readonly seniorName: string };
export interface ConcernToOpen {
  readonly concern: CareConcern;
  readonly seniorName: string;
  readonly workerName: string | null;
}
export interface ProtectedReferral {
  readonly id: string;
  readonly orderId: string;
  readonly seniorId: string;
  readonly seniorName: string;
  readonly regionId: RegionId;
  readonly at: Instant;
}
