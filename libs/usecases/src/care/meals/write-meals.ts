import {
  decideMeal,
  MEAL_BOOKERS,
  mealSubsidy,
  type CivilDay,
  type MealActor,
  type MealBooking,
  type MealCommand,
  type MealEvent,
  type MealPoint,
} from '@silverbell/care';
import {
  dateIn,
  dayBeginsIn,
  instant,
  isRefusal,
  refuse,
  type AccountId,
  type IdSource,
  type Instant,
  type Refusal,
  type RegionId,
  type SeniorId,
} from '@silverbell/kernel';
import type { EconomicClass, MealMeans, MealTaker, SeniorStatus } from '@silverbell/vocabulary';
import {
  changedFields,
  lockedRowToChange,
  rowToChange,
  rowWritten,
  type LockedRow,
  type RegistryCommand,
  type RegistryResult,
  type RegistryStore,
  type RegistryWritten,
} from '../../ports/registry-write.js';
import type { AskedOf } from '../asked.js';

export interface MealChange {
  readonly after: MealBooking;
  readonly by: AccountId | null;
  readonly step: { readonly id: string; readonly event: MealEvent; readonly note: string | null };
}

export interface MealTransaction {
  /** Locked until the end. */
  point(id: string): Promise<MealPoint | null>;
  savePoint(point: MealPoint): Promise<void>;
  booking(id: string): Promise<LockedRow<MealBooking> | null>;
  /** `false`: she has a meal of that point and day already. */
  book(change: MealChange): Promise<boolean>;
  save(change: MealChange): Promise<void>;
  eater(id: SeniorId): Promise<{
    readonly status: SeniorStatus;
    readonly regionId: RegionId;
    readonly economicClass: EconomicClass;
  } | null>;
  /** Her meals from a day on that were not taken yet. */
  bookedFrom(seniorId: SeniorId, day: CivilDay): Promise<readonly MealBooking[]>;
  sighted(seniorId: SeniorId, at: Instant): Promise<void>;
  /** The pilot switch of the region (CR-11). */
  isOn(regionId: RegionId): Promise<boolean>;
}

export interface MealDeps {
  readonly meals: RegistryStore<MealTransaction>;
  readonly newId: IdSource;
  /** IANA zone of the regions. */
  readonly timeZone: string;
}

export type WantedPoint = Omit<MealPoint, 'version' | 'changedBy' | 'active'>;

/** A new place where meals are served. */
export function createMealPoint({ meals }: MealDeps, command: RegistryCommand, wanted: WantedPoint): RegistryResult {
  return meals.write(command, async (tx): Promise<RegistryWritten | Refusal> => {
    if ((await tx.point(wanted.id)) !== null) return refuse('id-taken');
    if (!(await tx.isOn(wanted.regionId))) return refuse('feature-off');
    const point: MealPoint = { ...wanted, active: true, version: 1, changedBy: command.by };
    const wrong = wrongOf(point);
    if (wrong !== null) return wrong;
    await tx.savePoint(point);
    return pointWritten('meal-point-made', point, []);
  });
}

export function changeMealPoint(
  { meals }: MealDeps,
  command: RegistryCommand,
  {
    id,
    ifMatch,
    change,
  }: { readonly id: string; readonly ifMatch: number | undefined; readonly change: Partial<MealPoint> },
): RegistryResult {
  return meals.write(command, async (tx): Promise<RegistryWritten | Refusal> => {
    const before = rowToChange(await tx.point(id), ifMatch);
    if (isRefusal(before)) return before;
    if (!(await tx.isOn(before.regionId))) return refuse('feature-off');
    const point: MealPoint = { ...before, ...change, version: before.version + 1, changedBy: command.by };
    const wrong = wrongOf(point);
    if (wrong !== null) return wrong;
    await tx.savePoint(point);
    return pointWritten('meal-point-changed', point, changedFields(before, point));
  });
}

const wrongOf = ({ opens, closes, bookBy }: MealPoint): Refusal | null =>
  opens < closes && bookBy <= closes ? null : refuse('meal-hours');

const pointWritten = (action: string, point: MealPoint, fields: readonly string[]): RegistryWritten =>
  rowWritten('meal-point', action, point, { fields });

export interface WantedMeal extends Pick<AskedOfMeal, 'actor' | 'careNow'> {
  readonly id: string | undefined;
  readonly seniorId: SeniorId;
  readonly mealPointId: string;
  readonly on: CivilDay;
}

/** A meal is booked until the hour of the point on the day itself; its price and subsidy are those of now (CR-59). */
export function bookMeal(deps: MealDeps, command: RegistryCommand, wanted: WantedMeal): RegistryResult {
  const { actor, careNow, on, seniorId } = wanted;
  return deps.meals.write(command, async (tx): Promise<RegistryWritten | Refusal> => {
    const [point, eater] = [await tx.point(wanted.mealPointId), await tx.eater(seniorId)];
    if (point === null || eater === null || !point.active) return refuse('not-found');
    if (!(await tx.isOn(point.regionId))) return refuse('feature-off');
    if (!MEAL_BOOKERS.includes(actor.role)) return refuse('not-allowed', { role: actor.role, action: 'book' });
    if (eater.status === 'deceased' || eater.status === 'moved') return refuse('senior-not-served');
    const [bookBy, opensAt, closesAt] = [point.bookBy, point.opens, point.closes].map((time) =>
      instantAt(deps.timeZone, on, time),
    );
    if (bookBy === undefined || opensAt === undefined || closesAt === undefined || careNow > bookBy)
      return refuse('booking-closed', { on, bookBy: point.bookBy });
    const id = wanted.id ?? deps.newId();
    if ((await tx.booking(id)) !== null) return refuse('id-taken');
    const booking: MealBooking = {
      ...{ id, version: 1, state: 'booked', seniorId, mealPointId: point.id, regionId: eater.regionId, on },
      ...{ opensAt, closesAt, priceFen: point.priceFen, subsidyFen: mealSubsidy(point, eater.economicClass) },
      ...{ taken: null, untouched: false },
    };
    const event: MealEvent = { type: 'booked', at: careNow, by: actor, booking };
    if (!(await tx.book({ after: booking, by: command.by, step: { id: deps.newId(), event, note: null } })))
      return refuse('meal-booked');
    return bookingWritten('meal-booked', booking);
  });
}

/** Clock time of a civil day. */
function instantAt(timeZone: string, day: CivilDay, time: string): Instant | undefined {
  const begins = dayBeginsIn(timeZone, day);
  if (begins === null) return undefined;
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return instant(begins + (hour * 60 + minute) * 60_000);
}

export type MealWish =
  | { readonly type: 'attend'; readonly at: Instant | null; readonly means: MealMeans; readonly by: MealTaker }
  | { readonly type: 'refuse'; readonly untouched: boolean }
  | { readonly type: 'cancel' };

export interface AskedOfMeal extends AskedOf<MealActor> {
  readonly wish: MealWish;
}

/** One command on a booking; who came herself was seen (CR-09, CR-59). */
export function commandMeal(deps: MealDeps, command: RegistryCommand, asked: AskedOfMeal): RegistryResult {
  const { actor: by, careNow, wish, note } = asked;
  return deps.meals.write(command, async (tx): Promise<RegistryWritten | Refusal> => {
    const found = lockedRowToChange(await tx.booking(asked.id), asked.ifMatch);
    if (isRefusal(found)) return found;
    if (!(await tx.isOn(found.row.regionId))) return refuse('feature-off');
    const meal: MealCommand = wish.type === 'attend' ? { ...wish, at: wish.at ?? careNow } : wish;
    const done = decideMeal(found.row, meal, { now: careNow, by });
    if (isRefusal(done)) return done;
    await keep(deps, tx, done, by, note);
    const { taken, seniorId } = done.after;
    if (wish.type === 'attend' && taken?.inPerson === true)
      await tx.sighted(seniorId, instant(command.at - Math.max(0, careNow - taken.at)));
    return bookingWritten(`meal-${wish.type}`, done.after);
  });
}

async function keep(
  { newId }: Pick<MealDeps, 'newId'>,
  tx: MealTransaction,
  { after, events }: { readonly after: MealBooking; readonly events: readonly MealEvent[] },
  { id: by }: MealActor,
  note: string | null,
): Promise<void> {
  for (const event of events) await tx.save({ after, by, step: { id: newId(), event, note } });
}

const bookingWritten = (action: string, booking: MealBooking): RegistryWritten =>
  rowWritten('meal-booking', action, booking, { state: booking.state });

const CLOCK: MealActor = { role: 'clock', id: null };

/** The doors are closed, and it was not fetched: in the transaction of its job. */
export async function closeMeal(
  deps: Pick<MealDeps, 'newId'>,
  tx: MealTransaction,
  id: string,
  now: Instant,
): Promise<void> {
  const found = await tx.booking(id);
  const done = found === null ? null : decideMeal(found.row, { type: 'close' }, { now, by: CLOCK });
  if (done !== null && !isRefusal(done)) await keep(deps, tx, done, CLOCK, null);
}

/** A person died or moved away: her meals from today on are cancelled, in the name of the point. */
export async function endMealsOf(
  deps: Pick<MealDeps, 'newId' | 'timeZone'>,
  tx: MealTransaction,
  seniorId: SeniorId,
  now: Instant,
): Promise<void> {
  const by: MealActor = { role: 'point', id: null };
  for (const booking of await tx.bookedFrom(seniorId, dateIn(deps.timeZone, now))) {
    const done = decideMeal(booking, { type: 'cancel' }, { now, by });
    if (!isRefusal(done)) await keep(deps, tx, done, by, null);
  }
}
