import type { CivilDay, WelfareVisit } from '@silverbell/care';
import type { Instant } from '@silverbell/kernel';
import type { RegistryStore, VisitFindings, VisitTransaction } from '@silverbell/usecases';
import type { VisitLevel, WelfareVisitState, WelfareVisitStep } from '@silverbell/vocabulary';
import type { DataSource, EntityManager } from 'typeorm';
import { inTransaction } from '../../connection/in-transaction.js';
import { registryWriter } from '../../connection/registry-write.js';
import type { PersonKeys } from '../../crypto/person-keys.js';
import { SealedColumns } from '../../crypto/sealed-columns.js';
import type { PostgresAuditLog } from '../../privacy/audit-log.store.js';
import { HOME_AT_DOOR, type HomeAtDoor } from '../home.rows.js';
import { readTrail, type TrailStep } from '../step.rows.js';
import { PostgresVisitTransaction } from './visit.transaction.js';

/** A visit as lists show it. */
export interface VisitOnFile {
  readonly visit: WelfareVisit;
  readonly walkNo: number;
  readonly seniorName: string;
  readonly home: HomeAtDoor;
  readonly sample: { readonly seed: string; readonly served: number; readonly size: number } | null;
  readonly report: VisitFindings | null;
  readonly incidentId: string | null;
}

export interface VisitTrailStep extends TrailStep<WelfareVisitStep> {
  readonly role: string;
  readonly reason: string | null;
}

export interface VisitSearch {
  readonly regionIds?: readonly string[] | undefined;
  readonly seniorId?: string | undefined;
  readonly level?: VisitLevel | undefined;
  readonly state?: WelfareVisitState | undefined;
  readonly dueBefore?: CivilDay | undefined;
  /** Periods that touch these days, both included. */
  readonly from?: CivilDay | undefined;
  readonly to?: CivilDay | undefined;
  readonly id?: string | undefined;
  readonly cursor?: string | undefined;
  readonly take: number;
}

export interface VisitCounts {
  readonly owed: number;
  readonly done: number;
  readonly excused: number;
  readonly missed: number;
}

/** The place of a visit in lists: by the end of its period, then as it is walked. */
export const visitCursor = ({ visit: { to, id }, walkNo }: VisitOnFile): string => `${to} ${String(walkNo)} ${id}`;

const WHERE = `($1::text[] is null or v.region_id = any ($1)) and ($2::text is null or v.senior_id = $2) and ($3::text is null or v.level = $3)
  and ($4::text is null or v.state = $4) and ($5::date is null or v.to_day < $5) and ($6::date is null or v.to_day >= $6)
  and ($7::date is null or v.from_day <= $7) and ($8::text is null or v.id = $8)`;
const parametersOf = ({ regionIds, seniorId, level, state, dueBefore, from, to, id }: Omit<VisitSearch, 'take'>) => [
  ...[regionIds ?? null, seniorId ?? null, level ?? null, state ?? null, dueBefore ?? null, from ?? null],
  ...[to ?? null, id ?? null],
];

/** Welfare visits over PostgreSQL. */
export class PostgresVisitStore implements RegistryStore<VisitTransaction> {
  readonly write: RegistryStore<VisitTransaction>['write'];
  private readonly sealed: SealedColumns;

  constructor(
    private readonly source: DataSource,
    audit: PostgresAuditLog,
    keys: PersonKeys,
    private readonly timeZone: string,
  ) {
    this.sealed = new SealedColumns(keys);
    this.write = registryWriter(source, audit, (manager, at) => this.open(manager, at));
  }

  /** What follows from a change elsewhere, in a transaction of its own. */
  within<T>(realNow: Instant, work: (tx: VisitTransaction) => Promise<T>): Promise<T> {
    return inTransaction(this.source, ({ manager }) => work(this.open(manager, realNow)));
  }

  private open(manager: EntityManager, realNow: Instant): VisitTransaction {
    return new PostgresVisitTransaction(manager, this.sealed, this.timeZone, realNow);
  }

  async page({ cursor, take, ...search }: VisitSearch): Promise<readonly VisitOnFile[]> {
    const [afterDay, afterWalk, afterId] = cursor?.split(' ') ?? [];
    // names and doors are looked up for the rows of the page alone
    const rows = await this.source.query<(Omit<VisitOnFile, 'report'> & { sealed: Buffer | null })[]>(
      `select v.fold as visit, v.walk_no as "walkNo", s.name as "seniorName", v.report_sealed as sealed, ${HOME_AT_DOOR} as home,
         case when v.cause = 'sample' then (select jsonb_build_object('seed', d.seed, 'served', d.served, 'size', d.size) from visit_sample d
           where d.county_id = any (region_chain(v.region_id)) and d.quarter = v.from_day limit 1) end as sample,
         (select c.incident_id from care_concern c where c.visit_id = v.id and c.incident_id is not null order by c.asked_at desc limit 1)
           as "incidentId"
       from (select * from welfare_visit v where ${WHERE} and ($9::date is null or (v.to_day, v.walk_no, v.id) > ($9, $10, $11))
         order by v.to_day, v.walk_no, v.id limit $12) v
         join senior s on s.id = v.senior_id join home h on h.id = s.home_id
       order by v.to_day, v.walk_no, v.id`,
      [...parametersOf(search), afterDay ?? null, Number(afterWalk ?? 0), afterId ?? '', take],
    );
    const reports = await this.sealed.open(
      this.source,
      rows.map(({ visit: { id }, sealed }) => ({ column: 'welfare_visit.report' as const, rowId: id, sealed })),
    );
    return rows.map(({ sealed: _, ...row }, n) => {
      const report = reports[n] ?? null;
      return { ...row, report: report === null ? null : (JSON.parse(report) as VisitFindings) };
    });
  }

  async byId(id: string): Promise<VisitOnFile | null> {
    const [found] = await this.page({ id, take: 1 });
    return found ?? null;
  }

  /** Of all that the search finds, not of one page; visits that fell away are not owed. */
  async counts(search: Omit<VisitSearch, 'take' | 'cursor'>): Promise<VisitCounts> {
    const [row] = await this.source.query<VisitCounts[]>(
      `select (count(*) filter (where v.state <> 'cancelled'))::int as owed, (count(*) filter (where v.state = 'done'))::int as done,
         (count(*) filter (where v.state = 'excused'))::int as excused, (count(*) filter (where v.state = 'missed'))::int as missed
       from welfare_visit v where ${WHERE}`,
      parametersOf(search),
    );
    return row ?? { owed: 0, done: 0, excused: 0, missed: 0 };
  }

  trail(id: string): Promise<readonly VisitTrailStep[]> {
    return readTrail(this.source, this.sealed, 'visit', id);
  }
}
