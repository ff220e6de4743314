import type { CivilDay, MealBooking, MealPoint } from '@silverbell/care';
import type { Instant, RegionId, SeniorId } from '@silverbell/kernel';
import { dueAt, type MealChange, type MealTransaction } from '@silverbell/usecases';
import type { EconomicClass, SeniorStatus } from '@silverbell/vocabulary';
import type { EntityManager } from 'typeorm';
import { toPgJson } from '../../connection/to-pg-json.js';
import type { SealedColumns } from '../../crypto/sealed-columns.js';
import { PostgresRegionSettingStore } from '../../people/region-settings.js';
import { addDue, dropDue } from '../care-due.store.js';
import { lockedRow } from '../folded.rows.js';
import { keepSighting } from '../sighting.rows.js';
import { keepSteps, stepOf } from '../step.rows.js';

/** The doors of the point close, and the meal was not taken. */
export const MEAL_OVER = 'meal-over';

/** Of a row `p` of `meal_point`. */
export const POINT_COLUMNS = `p.id, p.region_id as "regionId", p.facility_id as "facilityId", p.name, to_char(p.opens, 'HH24:MI') as opens,
  to_char(p.closes, 'HH24:MI') as closes, to_char(p.book_by, 'HH24:MI') as "bookBy", p.price_fen as "priceFen", p.subsidies, p.menu, p.active,
  p.version, p.changed_by as "changedBy"`;

interface Eater {
  readonly status: SeniorStatus;
  readonly regionId: RegionId;
  readonly economicClass: EconomicClass;
}

/** Meals in one transaction: that of a request, or that of a job of the worker. */
export class PostgresMealTransaction implements MealTransaction {
  constructor(
    private readonly manager: EntityManager,
    private readonly sealed: SealedColumns,
    private readonly timeZone: string,
    /** Pilot switches go by the real clock. */
    private readonly realNow: Instant,
  ) {}

  async point(id: string): Promise<MealPoint | null> {
    const [row] = await this.manager.query<MealPoint[]>(
      `select ${POINT_COLUMNS} from meal_point p where p.id = $1 for update`,
      [id],
    );
    return row ?? null;
  }

  async savePoint(point: MealPoint): Promise<void> {
    const { id, regionId, facilityId, name, opens, closes, bookBy, priceFen, subsidies, menu } = point;
    await this.manager.query(
      `insert into meal_point (id, region_id, facility_id, name, opens, closes, book_by, price_fen, subsidies, menu, active, version, changed_by)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
       on conflict (id) do update set facility_id = excluded.facility_id, name = excluded.name, opens = excluded.opens, closes = excluded.closes,
         book_by = excluded.book_by, price_fen = excluded.price_fen, subsidies = excluded.subsidies, menu = excluded.menu,
         active = excluded.active, version = excluded.version, changed_by = excluded.changed_by`,
      [
        ...[id, regionId, facilityId, name, opens, closes, bookBy, priceFen, toPgJson(subsidies), menu],
        ...[point.active, point.version, point.changedBy],
      ],
    );
  }

  booking(id: string): ReturnType<MealTransaction['booking']> {
    return lockedRow<MealBooking>(this.manager, 'meal_booking', id);
  }

  async book(change: MealChange): Promise<boolean> {
    const { after, by } = change;
    const { id, version, state, seniorId, mealPointId, regionId, on, closesAt } = after;
    const made = await this.manager.query<unknown[]>(
      `insert into meal_booking (id, version, state, senior_id, meal_point_id, region_id, on_day, closes_at, fold, changed_by)
       values ($1, $2, $3, $4, $5, $6, $7, instant_of($8), $9, $10)
       on conflict (senior_id, meal_point_id, on_day) where state <> 'cancelled' do nothing returning 1`,
      [id, version, state, seniorId, mealPointId, regionId, on, closesAt, toPgJson(after), by],
    );
    if (made.length === 0) return false;
    await this.keepStep(change);
    await addDue(this.manager, [dueAt(MEAL_OVER, id, closesAt, this.timeZone)]);
    return true;
  }

  async save(change: MealChange): Promise<void> {
    const { after, by } = change;
    await this.manager.query(
      `update meal_booking set version = $2, state = $3, fold = $4, changed_by = $5 where id = $1`,
      [after.id, after.version, after.state, toPgJson(after), by],
    );
    await this.keepStep(change);
    await dropDue(this.manager, after.id, [MEAL_OVER]);
  }

  private keepStep({ after, step }: MealChange): Promise<void> {
    return keepSteps(this.manager, this.sealed, 'meal', [stepOf(after, step)]);
  }

  async eater(id: SeniorId): Promise<Eater | null> {
    const [row] = await this.manager.query<Eater[]>(
      'select status, region_id as "regionId", economic_class as "economicClass" from senior where id = $1',
      [id],
    );
    return row ?? null;
  }

  async bookedFrom(seniorId: SeniorId, day: CivilDay): Promise<readonly MealBooking[]> {
    const rows = await this.manager.query<{ fold: MealBooking }[]>(
      `select fold from meal_booking where senior_id = $1 and on_day >= $2 and state = 'booked' order by on_day, id for update`,
      [seniorId, day],
    );
    return rows.map(({ fold }) => fold);
  }

  sighted(seniorId: SeniorId, at: Instant): Promise<void> {
    return keepSighting(this.manager, seniorId, 'attendance', at);
  }

  isOn(regionId: RegionId): Promise<boolean> {
    return new PostgresRegionSettingStore(this.manager).isOn('meals', regionId, this.realNow);
  }
}
