import type { CivilDay, MealBooking, MealPoint } from '@silverbell/care';
import type { Instant, RegionId } from '@silverbell/kernel';
import type { MealTransaction, RegistryStore } from '@silverbell/usecases';
import type { MealBookingState } from '@silverbell/vocabulary';
import type { DataSource, EntityManager } from 'typeorm';
import { inTransaction } from '../../connection/in-transaction.js';
import { registryWriter } from '../../connection/registry-write.js';
import type { PersonKeys } from '../../crypto/person-keys.js';
import { SealedColumns } from '../../crypto/sealed-columns.js';
import type { PostgresAuditLog } from '../../privacy/audit-log.store.js';
import { POINT_COLUMNS, PostgresMealTransaction } from './meal.transaction.js';

export interface MealOnFile {
  readonly booking: MealBooking;
  readonly seniorName: string;
  readonly pointName: string;
}
export interface MealSearch {
  readonly regionIds?: readonly string[] | undefined;
  readonly seniorIds?: readonly string[] | undefined;
  readonly mealPointId?: string | undefined;
  readonly state?: MealBookingState | undefined;
  /** Civil days, both included. */
  readonly from?: CivilDay | undefined;
  readonly to?: CivilDay | undefined;
  readonly id?: string | undefined;
  readonly cursor?: string | undefined;
  readonly take: number;
}

/** The place of a meal in lists: by day, then by id. */
export const mealCursor = ({ booking: { on, id } }: MealOnFile): string => `${on} ${id}`;

/** Meal points and booked meals over PostgreSQL. */
export class PostgresMealStore implements RegistryStore<MealTransaction> {
  readonly write: RegistryStore<MealTransaction>['write'];
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
  within<T>(realNow: Instant, work: (tx: MealTransaction) => Promise<T>): Promise<T> {
    return inTransaction(this.source, ({ manager }) => work(this.open(manager, realNow)));
  }

  private open(manager: EntityManager, realNow: Instant): MealTransaction {
    return new PostgresMealTransaction(manager, this.sealed, this.timeZone, realNow);
  }

  points(regionIds: readonly string[] | null, id: string | undefined, cursor: string | undefined, take: number) {
    return this.source.query<MealPoint[]>(
      `select ${POINT_COLUMNS} from meal_point p where ($1::text[] is null or p.region_id = any ($1)) and ($2::text is null or p.id = $2)
         and ($3::text is null or p.id > $3) order by p.id limit $4`,
      [regionIds, id ?? null, cursor ?? null, take],
    );
  }

  page(search: MealSearch): Promise<readonly MealOnFile[]> {
    const { regionIds, seniorIds, mealPointId, state, from, to, id, cursor, take } = search;
    const [afterDay, afterId] = cursor?.split(' ') ?? [];
    return this.source.query<MealOnFile[]>(
      `select b.fold as booking, s.name as "seniorName", p.name as "pointName"
       from meal_booking b join senior s on s.id = b.senior_id join meal_point p on p.id = b.meal_point_id
       where ($1::text[] is null or b.region_id = any ($1)) and ($2::text[] is null or b.senior_id = any ($2))
         and ($3::text is null or b.meal_point_id = $3) and ($4::text is null or b.state = $4) and ($5::date is null or b.on_day >= $5)
         and ($6::date is null or b.on_day <= $6) and ($7::text is null or b.id = $7)
         and ($8::date is null or (b.on_day, b.id) > ($8, $9))
       order by b.on_day, b.id limit $10`,
      [
        ...[regionIds ?? null, seniorIds ?? null, mealPointId ?? null, state ?? null, from ?? null, to ?? null],
        ...[id ?? null, afterDay ?? null, afterId ?? '', take],
      ],
    );
  }

  async regionOf(seniorId: string): Promise<RegionId | null> {
    return this.region('select region_id as "regionId" from senior where id = $1', seniorId);
  }

  async regionOfFacility(id: string): Promise<RegionId | null> {
    return this.region('select region_id as "regionId" from facility where id = $1', id);
  }

  private async region(sql: string, id: string): Promise<RegionId | null> {
    const [row] = await this.source.query<{ regionId: RegionId }[]>(sql, [id]);
    return row?.regionId ?? null;
  }

  async byId(id: string): Promise<MealOnFile | null> {
    const [found] = await this.page({ id, take: 1 });
    return found ?? null;
  }
}
