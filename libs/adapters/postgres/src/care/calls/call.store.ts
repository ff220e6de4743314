import type { CareCall, CivilDay } from '@silverbell/care';
import type { RegionId } from '@silverbell/kernel';
import type { CareCallTransaction, RegistryStore } from '@silverbell/usecases';
import type { CareCallState, CareCallStep } from '@silverbell/vocabulary';
import type { DataSource, EntityManager } from 'typeorm';
import { inTransaction } from '../../connection/in-transaction.js';
import { registryWriter } from '../../connection/registry-write.js';
import type { PersonKeys } from '../../crypto/person-keys.js';
import { SealedColumns } from '../../crypto/sealed-columns.js';
import type { PostgresAuditLog } from '../../privacy/audit-log.store.js';
import { readTrail, type TrailStep } from '../step.rows.js';
import { IS_CALLED, IS_OPEN_CALL, PostgresCareCallTransaction } from './call.transaction.js';

export interface CareCallOnFile {
  readonly call: CareCall;
  readonly regionId: RegionId;
  readonly seniorName: string;
  /** Of the incident that the emergency side was asked for. */
  readonly incidentId: string | null;
}
export type CareCallTrailStep = TrailStep<CareCallStep>;
export interface CareCallSearch {
  readonly regionIds?: readonly string[] | undefined;
  readonly seniorId?: string | undefined;
  readonly state?: CareCallState | undefined;
  /** Left out together with the state: what is open. */
  readonly on?: CivilDay | undefined;
  readonly id?: string | undefined;
  readonly cursor?: string | undefined;
  readonly take: number;
}

/** The place of a call in lists: by what is due first, then by when she likes to be called. */
export const careCallCursor = ({ call: { dueOn, starts, id } }: CareCallOnFile): string => `${dueOn} ${starts} ${id}`;
/** A cursor that is none begins with the first. */
const CURSOR = /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}) (\S+)$/;

/** Care calls over PostgreSQL. */
export class PostgresCareCallStore implements RegistryStore<CareCallTransaction> {
  readonly write: RegistryStore<CareCallTransaction>['write'];
  private readonly sealed: SealedColumns;

  constructor(
    private readonly source: DataSource,
    audit: PostgresAuditLog,
    keys: PersonKeys,
  ) {
    this.sealed = new SealedColumns(keys);
    this.write = registryWriter(source, audit, (manager) => this.open(manager));
  }

  /** What follows from a change elsewhere, in a transaction of its own. */
  within<T>(work: (tx: CareCallTransaction) => Promise<T>): Promise<T> {
    return inTransaction(this.source, ({ manager }) => work(this.open(manager)));
  }

  private open(manager: EntityManager): CareCallTransaction {
    return new PostgresCareCallTransaction(manager, this.sealed);
  }

  page(search: CareCallSearch): Promise<readonly CareCallOnFile[]> {
    const { regionIds, seniorId, state, on, id, cursor, take } = search;
    const [, afterDay, afterStart, afterId] = CURSOR.exec(cursor ?? '') ?? [];
    const wanted =
      state === undefined && on === undefined && id === undefined ? `${IS_OPEN_CALL} and ${IS_CALLED}` : 'true';
    return this.source.query<CareCallOnFile[]>(
      `select c.fold as call, s.region_id as "regionId", s.name as "seniorName",
         (select n.incident_id from care_concern n where n.call_id = c.id and n.incident_id is not null order by n.asked_at desc limit 1) as "incidentId"
       from care_call c join senior s on s.id = c.senior_id
       where ${wanted} and ($1::text[] is null or s.region_id = any ($1)) and ($2::text is null or c.senior_id = $2)
         and ($3::text is null or c.state = $3) and ($4::date is null or c.day = $4) and ($5::text is null or c.id = $5)
         and ($6::date is null or (c.due_on, c.fold ->> 'starts', c.id) > ($6, $7, $8))
       order by c.due_on, c.fold ->> 'starts', c.id limit $9`,
      [
        ...[regionIds ?? null, seniorId ?? null, state ?? null, on ?? null, id ?? null],
        ...[afterDay ?? null, afterStart ?? '', afterId ?? '', take],
      ],
    );
  }

  async byId(id: string): Promise<CareCallOnFile | null> {
    const [found] = await this.page({ id, take: 1 });
    return found ?? null;
  }

  trail(id: string): Promise<readonly CareCallTrailStep[]> {
    return readTrail(this.source, this.sealed, 'call', id);
  }
}
