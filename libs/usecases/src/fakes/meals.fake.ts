import type { MealBooking, MealPoint } from '@silverbell/care';
import type { AccountId, Refusal, RegionId, SeniorId } from '@silverbell/kernel';
import type { MealTransaction } from '../care/meals/index.js';
import type {
  LockedRow,
  RegistryCommand,
  RegistryResult,
  RegistryStore,
  RegistryWritten,
} from '../ports/registry-write.js';
import { allOrNothing } from './all-or-nothing.js';

type Eater = NonNullable<Awaited<ReturnType<MealTransaction['eater']>>>;

/** Meals in memory; a test registers who eats. */
export class FakeMeals implements RegistryStore<MealTransaction> {
  readonly #points = new Map<string, MealPoint>();
  readonly #bookings = new Map<string, LockedRow<MealBooking>>();
  readonly #eaters = new Map<SeniorId, Eater>();
  readonly #off = new Set<RegionId>();
  readonly seen: SeniorId[] = [];

  eats(id: SeniorId, eater: Eater): void {
    this.#eaters.set(id, eater);
  }

  switchesOff(regionId: RegionId): void {
    this.#off.add(regionId);
  }

  write(_: RegistryCommand, work: (tx: MealTransaction) => Promise<RegistryWritten | Refusal>): RegistryResult {
    return allOrNothing([this.#points, this.#bookings, this.seen], () => this.within(work));
  }

  /** As a job of the worker does. */
  within<T>(work: (tx: MealTransaction) => Promise<T>): Promise<T> {
    const keep = (booking: MealBooking, changedBy: AccountId | null): void =>
      void this.#bookings.set(booking.id, { row: booking, changedBy });
    return work({
      point: (id) => Promise.resolve(this.#points.get(id) ?? null),
      savePoint: (point) => Promise.resolve(void this.#points.set(point.id, point)),
      booking: (id) => Promise.resolve(this.#bookings.get(id) ?? null),
      book: ({ after, by }) => {
        const isThere = [...this.#bookings.values()].some(
          ({ row: { state, seniorId, mealPointId, on } }) =>
            state !== 'cancelled' &&
            seniorId === after.seniorId &&
            mealPointId === after.mealPointId &&
            on === after.on,
        );
        if (!isThere) keep(after, by);
        return Promise.resolve(!isThere);
      },
      save: ({ after, by }) => Promise.resolve(keep(after, by)),
      eater: (id) => Promise.resolve(this.#eaters.get(id) ?? null),
      bookedFrom: (seniorId, day) =>
        Promise.resolve(
          [...this.#bookings.values()]
            .map(({ row }) => row)
            .filter((one) => one.seniorId === seniorId && one.on >= day && one.state === 'booked')
            .sort((a, b) => (`${a.on} ${a.id}` < `${b.on} ${b.id}` ? -1 : 1)),
        ),
      sighted: (id) => Promise.resolve(void this.seen.push(id)),
      isOn: (regionId) => Promise.resolve(!this.#off.has(regionId)),
    });
  }
}
