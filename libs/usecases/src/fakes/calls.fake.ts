import { OPEN_CARE_CALLS, weekdayOf, type CareCall, type CivilDay } from '@silverbell/care';
import { as, type HomeId, type Instant, type Refusal, type RegionId, type SeniorId } from '@silverbell/kernel';
import type { CareCallPlan, CareCallTransaction } from '../care/calls/index.js';
import type {
  LockedRow,
  RegistryCommand,
  RegistryResult,
  RegistryStore,
  RegistryWritten,
} from '../ports/registry-write.js';
import { allOrNothing } from './all-or-nothing.js';

interface Person {
  readonly regionId: RegionId;
  readonly served: boolean;
  readonly awayUntil: Instant | null;
  readonly suspendedOn: readonly CivilDay[];
}
interface Plan extends Omit<CareCallPlan, 'isOn'> {
  readonly from: CivilDay;
  readonly to: CivilDay | null;
  readonly weekdays: readonly number[];
}

const isOpen = ({ state }: CareCall): boolean => OPEN_CARE_CALLS.some((one) => one === state);

/** Care calls in memory; a test registers people and plans. */
export class FakeCareCalls implements RegistryStore<CareCallTransaction> {
  readonly #calls = new Map<string, LockedRow<CareCall>>();
  readonly #people = new Map<SeniorId, Person>();
  readonly #plans: Plan[] = [];
  readonly #off = new Set<RegionId>();
  readonly signs: { readonly seniorId: SeniorId; readonly sign: string }[] = [];
  readonly concerns: { readonly seniorId: SeniorId; readonly kind: string }[] = [];

  knows(id: SeniorId, regionId: RegionId): void {
    this.#people.set(id, { regionId, served: true, awayUntil: null, suspendedOn: [] });
  }

  change(id: SeniorId, more: Partial<Person>): void {
    this.#people.set(id, { ...this.#of(id), ...more });
  }

  plans(plan: Plan): void {
    this.#plans.push(plan);
  }

  switchesOff(regionId: RegionId): void {
    this.#off.add(regionId);
  }

  all(id: SeniorId): readonly CareCall[] {
    return [...this.#calls.values()].flatMap(({ row }) => (row.seniorId === id ? [row] : []));
  }

  write(_: RegistryCommand, work: (tx: CareCallTransaction) => Promise<RegistryWritten | Refusal>): RegistryResult {
    return allOrNothing([this.#calls, this.signs, this.concerns], () => this.within(work));
  }

  /** As a job of the worker does. */
  within<T>(work: (tx: CareCallTransaction) => Promise<T>): Promise<T> {
    const sorted = (): readonly CareCall[] =>
      [...this.#calls.values()]
        .map(({ row }) => row)
        .sort((a, b) => (`${a.day} ${a.id}` < `${b.day} ${b.id}` ? -1 : 1));
    return work({
      call: (id) => {
        const found = this.#calls.get(id);
        if (found === undefined) return Promise.resolve(null);
        const { seniorId } = found.row;
        const { regionId } = this.#of(seniorId);
        return Promise.resolve({ ...found, regionId, homeId: as<HomeId>(`home-of-${seniorId}`) });
      },
      insert: (changes) => {
        const fresh = changes.filter(({ after }) => !this.#hasCall(after.planId, after.day));
        for (const { after, by } of fresh) this.#calls.set(after.id, { row: after, changedBy: by });
        return Promise.resolve(fresh.length);
      },
      save: ({ after, by }) => Promise.resolve(void this.#calls.set(after.id, { row: after, changedBy: by })),
      openOf: (id, until) =>
        Promise.resolve(sorted().filter((call) => call.seniorId === id && call.day <= until && isOpen(call))),
      over: (today, take) =>
        Promise.resolve(
          sorted()
            .filter(isOpen)
            .map((call) => ({ call, served: this.#of(call.seniorId).served }))
            .filter(({ call, served }) => !served || (call.state === 'to-call' && call.day < today))
            .slice(0, take),
        ),
      plans: ({ today, now }, after, take) =>
        Promise.resolve(
          this.#plans
            .filter((plan) => plan.id > after && this.#isOwed(plan, today, now))
            .sort((a, b) => (a.id < b.id ? -1 : 1))
            .slice(0, take)
            .map(({ id, seniorId, starts, ends }) => ({
              ...{ id, seniorId, starts, ends, isOn: !this.#off.has(this.#of(seniorId).regionId) },
            })),
        ),
      sighted: (seniorId, sign) => Promise.resolve(void this.signs.push({ seniorId, sign })),
      concern: ({ seniorId, kind }) => Promise.resolve(void this.concerns.push({ seniorId, kind })),
      isOn: (regionId) => Promise.resolve(!this.#off.has(regionId)),
    });
  }

  #isOwed({ id, seniorId, from, to, weekdays }: Plan, today: CivilDay, now: Instant): boolean {
    const { served, awayUntil, suspendedOn } = this.#of(seniorId);
    const runs = from <= today && (to === null || to >= today) && weekdays.includes(weekdayOf(today));
    const isAway = awayUntil !== null && awayUntil > now;
    return runs && served && !isAway && !suspendedOn.includes(today) && !this.#hasCall(id, today);
  }

  #hasCall(planId: string | null, day: CivilDay): boolean {
    return [...this.#calls.values()].some(({ row }) => row.planId === planId && row.day === day);
  }

  #of(id: SeniorId): Person {
    const person = this.#people.get(id);
    if (person === undefined) throw new Error(`${id} is not registered`);
    return person;
  }
}
