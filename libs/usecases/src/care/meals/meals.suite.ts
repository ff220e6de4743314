import { expect, it } from '@jest/globals';
import type { MealBooking } from '@silverbell/care';
import { as, type RegionId, type SeniorId } from '@silverbell/kernel';
import { idsOf, slug, timesOf, ZONE, type Town } from '../town.suite.js';
import {
  bookMeal,
  changeMealPoint,
  closeMeal,
  commandMeal,
  createMealPoint,
  endMealsOf,
  type MealTransaction,
  type MealWish,
} from './write-meals.js';

/** Two people of a region without meals. */
export interface MealTown extends Town<MealTransaction> {
  readonly region: RegionId;
  readonly first: SeniorId;
  readonly second: SeniorId;
  /** How often a person was seen at a meal. */
  readonly attended: (id: SeniorId) => Promise<number>;
}

const at = timesOf('2026-10-15');

/** What a store of meals promises, held by the fake and by PostgreSQL (CR-59). */
export function promisesOfMeals(make: () => Promise<MealTown>): void {
  const newId = idsOf('meal');
  const opened = async () => {
    const town = await make();
    const [deps, pointId] = [{ meals: town.store, newId, timeZone: ZONE }, newId()];
    const command = (now = at('08:00')) => ({ by: town.by, at: now });
    const point = {
      ...{ id: pointId, regionId: town.region, facilityId: null, name: '食堂', opens: '11:00', closes: '13:00' },
      ...{ bookBy: '09:00', priceFen: 800, subsidies: [{ economicClass: 'other', fen: 300 } as const], menu: null },
    } as const;
    const desk = { role: 'desk', id: town.by } as const;
    const counter = { role: 'point', id: town.by } as const;
    const books = (seniorId: SeniorId, id = newId(), careNow = at('08:00')) =>
      slug(bookMeal(deps, command(), { id, seniorId, mealPointId: pointId, on: '2026-10-15', actor: desk, careNow }));
    const does = (id: string, wish: MealWish, careNow = at('11:30'), ifMatch?: number) =>
      slug(commandMeal(deps, command(careNow), { id, ifMatch, wish, note: null, actor: counter, careNow }));
    const booking = (id: string): Promise<MealBooking | null> =>
      town.within(async (tx) => (await tx.booking(id))?.row ?? null);
    expect(await slug(createMealPoint(deps, command(), point))).toBe('taken');
    return { town, deps, point, command, books, does, booking };
  };

  it('keeps a point once, and changes it by its version', async () => {
    const { deps, point, command } = await opened();
    expect(await slug(createMealPoint(deps, command(), point))).toBe('id-taken');
    const change = (ifMatch: number, more: object) =>
      slug(changeMealPoint(deps, command(), { id: point.id, ifMatch, change: more }));
    expect(await change(1, { priceFen: 900 })).toBe('taken');
    expect(await change(1, { priceFen: 950 })).toBe('version-changed');
    expect(await change(2, { closes: '10:00' })).toBe('meal-hours');
    expect(
      await deps.meals.write(command(), async (tx) => ({
        id: String((await tx.point(point.id))?.priceFen),
        audit: null,
      })),
    ).toEqual({ id: '900' });
  });

  it('has one meal of a person, point and day, unless it was cancelled', async () => {
    const { town, books, does, booking } = await opened();
    const [id, again] = [newId(), newId()];
    expect(await books(town.first, id)).toBe('taken');
    expect(await books(town.first)).toBe('meal-booked');
    expect(await books(town.second)).toBe('taken');
    expect(await books(town.first, id)).toBe('id-taken');
    expect(await booking(id)).toMatchObject({ state: 'booked', priceFen: 800, subsidyFen: 300, version: 1 });
    expect(await does(id, { type: 'cancel' }, at('08:30'))).toBe('taken');
    expect(await books(town.first, again)).toBe('taken');
    expect(await books(as<SeniorId>('no-such-person'))).toBe('not-found');
    expect(await books(town.first, newId(), at('09:01'))).toBe('booking-closed');
  });

  it('was seen who came herself, and writes nothing of a command that is refused', async () => {
    const { town, books, does, booking } = await opened();
    const [mine, hers] = [newId(), newId()];
    await books(town.first, mine);
    await books(town.second, hers);
    const taken = (by: 'senior' | 'neighbour') => ({ type: 'attend', at: null, means: 'card', by }) as const;
    expect(await does(mine, taken('senior'), at('11:30'), 7)).toBe('version-changed');
    expect(await does(mine, taken('senior'), at('12:00'))).toBe('taken');
    expect(await does(hers, taken('neighbour'))).toBe('taken');
    expect(await does(hers, { type: 'cancel' })).toBe('meal-state');
    expect([await town.attended(town.first), await town.attended(town.second)]).toEqual([1, 0]);
    expect(await booking(hers)).toMatchObject({ state: 'attended', taken: { inPerson: false }, version: 2 });
  });

  it('closes what was not fetched once, and cancels what is to come of a person who died', async () => {
    const { town, deps, books, booking } = await opened();
    const [left, kept] = [newId(), newId()];
    await books(town.first, left);
    await books(town.second, kept);
    const close = (): Promise<void> => town.within((tx) => closeMeal(deps, tx, left, at('13:00')));
    await close();
    await close();
    expect(await booking(left)).toMatchObject({ state: 'not-fetched', version: 2 });
    await town.within((tx) => endMealsOf(deps, tx, town.second, at('10:00')));
    expect(await booking(kept)).toMatchObject({ state: 'cancelled', version: 2 });
    await town.within((tx) => endMealsOf(deps, tx, town.first, at('10:00')));
    expect(await booking(left)).toMatchObject({ state: 'not-fetched' });
  });
}
