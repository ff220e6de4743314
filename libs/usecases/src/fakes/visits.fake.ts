import {
  DEFAULT_ORDER_LIMITS,
  daysBetween,
  visitsBefore,
  type CivilDay,
  type VisitsAtLeast,
  type VisitsBefore,
  type WelfareVisit,
} from '@silverbell/care';
import { as, type GeoPoint, type HomeId, type Instant, type Refusal, type SeniorId } from '@silverbell/kernel';
import type { VisitExcuse } from '@silverbell/vocabulary';
import type { PersonToPlan, VisitTransaction } from '../care/visits/index.js';
import type {
  LockedRow,
  RegistryCommand,
  RegistryResult,
  RegistryStore,
  RegistryWritten,
} from '../ports/registry-write.js';
import { allOrNothing } from './all-or-nothing.js';

type Facts = Omit<PersonToPlan, 'id' | 'have' | 'calledOff' | 'isOn' | 'dischargedToday' | 'atLeast'>;
interface Known extends Facts {
  readonly homeId: HomeId;
  readonly at: GeoPoint;
  readonly status: 'active' | 'deceased';
  readonly hospital: { readonly from: CivilDay; readonly to: CivilDay } | null;
}
interface Kept extends LockedRow<WelfareVisit> {
  readonly emptyRealAt: Instant | null;
  readonly walkNo: number;
}
type Sample = Parameters<VisitTransaction['keepSample']>[0];

const isOpen = ({ state }: WelfareVisit): boolean => state === 'planned' || state === 'empty';

/** Welfare visits in memory, of one county and its time zone; a test registers its people. */
export class FakeVisits implements RegistryStore<VisitTransaction> {
  readonly #visits = new Map<string, Kept>();
  readonly #people = new Map<SeniorId, Known>();
  readonly #heard = new Map<SeniorId, Instant>();
  readonly #samples: Sample[] = [];
  readonly #raised: { readonly atLeast: VisitsAtLeast; readonly from: CivilDay }[] = [];
  readonly concerns: { readonly seniorId: SeniorId; readonly kind: string }[] = [];

  constructor(
    private readonly county: string,
    private readonly centre: GeoPoint,
    private readonly dayOf: (at: Instant) => CivilDay,
  ) {}

  knows(id: SeniorId, person: Omit<Known, 'status' | 'hospital'>): void {
    this.#people.set(id, { ...person, status: 'active', hospital: null });
  }

  change(id: SeniorId, more: Partial<Known>): void {
    this.#people.set(id, { ...this.#of(id), ...more });
  }

  /** Of every village, in the order of their days. */
  raises(atLeast: VisitsAtLeast, from: CivilDay): void {
    this.#raised.push({ atLeast, from });
  }

  homeOf(id: SeniorId): HomeId {
    return this.#of(id).homeId;
  }

  isHeardOf(id: SeniorId, at: Instant): void {
    this.#heard.set(id, at);
  }

  all(id: SeniorId): readonly (WelfareVisit & { readonly walkNo: number })[] {
    return [...this.#visits.values()].flatMap(({ row, walkNo }) => (row.seniorId === id ? [{ ...row, walkNo }] : []));
  }

  write(_: RegistryCommand, work: (tx: VisitTransaction) => Promise<RegistryWritten | Refusal>): RegistryResult {
    return allOrNothing([this.#visits, this.concerns], () => this.within(work));
  }

  /** As a job of the worker does. */
  within<T>(work: (tx: VisitTransaction) => Promise<T>): Promise<T> {
    const now = <R>(value: R): Promise<R> => Promise.resolve(value);
    return work({
      visit: (id) => now(this.#visits.get(id) ?? null),
      insert: (visits) => now(visits.filter((visit) => this.#insert(visit)).length),
      save: (changes) => {
        for (const { after, by, emptyRealAt } of changes) {
          const before = this.#kept(after.id);
          this.#visits.set(after.id, {
            ...{ row: after, changedBy: by, walkNo: before.walkNo, emptyRealAt: before.emptyRealAt ?? emptyRealAt },
          });
        }
        return now(undefined);
      },
      before: (visit) => now(this.#before(visit)),
      openOf: (id) => now(this.#open().filter(({ seniorId }) => seniorId === id)),
      closing: (today, take) =>
        now(
          this.#open()
            .filter((visit) => visit.to < today && !this.#isTriedAgain(visit, today))
            .slice(0, take)
            .map((visit) => ({ visit, before: this.#before(visit), absent: this.#absent(visit) })),
        ),
      senior: (id, at) => now(this.#senior(id, at)),
      people: (today, after, take) =>
        now(
          this.#living()
            .filter((id) => id > after)
            .slice(0, take)
            .map((id) => this.#toPlan(id, today)),
        ),
      person: (id, today) => now(this.#people.get(id)?.status === 'active' ? this.#toPlan(id, today) : null),
      moved: () =>
        now([
          ...new Set(
            this.#open().flatMap(({ seniorId, regionId }) => {
              const person = this.#of(seniorId);
              return person.status === 'active' && person.regionId !== regionId ? [seniorId] : [];
            }),
          ),
        ]),
      walkAnew: (id) => {
        for (const visit of this.#open()) if (visit.seniorId === id) this.#place(visit.id, 0);
        return now(undefined);
      },
      household: (id, today) =>
        now(
          this.#living()
            .filter((one) => one !== id && this.#of(one).homeId === this.#of(id).homeId)
            .map((one) => this.#toPlan(one, today)),
        ),
      walks: (today) => now(this.#walks(today)),
      keepWalkingOrder: (order) => {
        for (const { id, walkNo } of order) this.#place(id, walkNo);
        return now(undefined);
      },
      undrawn: (quarter) => now(this.#samples.some((one) => one.quarter === quarter) ? [] : [this.county]),
      served: (_, on) =>
        now(
          this.#living().flatMap((id) => {
            const person = this.#toPlan(id, on);
            const isServed = person.entitled.some(({ from, to }) => from <= on && (to === null || to >= on));
            const { regionId: townshipId } = person;
            return isServed ? [{ seniorId: id, townshipId, providerId: 'the only one', person }] : [];
          }),
        ),
      keepSample: (sample) => now(void this.#samples.push(sample)),
      sampleOf: ({ from }) => now(this.#samples.find(({ quarter }) => quarter === from) ?? null),
      limits: () => now(DEFAULT_ORDER_LIMITS),
      // every day is a working day here
      workingDaysSince: (day, today) => now(Math.max(0, daysBetween(day, today))),
      sighted: (id, _, at) => now(void this.#heard.set(id, at)),
      seenSinceEmpty: ({ id }) => {
        const { row, emptyRealAt } = this.#kept(id);
        const heard = this.#heard.get(row.seniorId);
        return now(heard !== undefined && emptyRealAt !== null && heard > emptyRealAt);
      },
      concern: ({ seniorId, kind }) => now(void this.concerns.push({ seniorId, kind })),
      isOn: () => now(true),
    });
  }

  #of(id: SeniorId): Known {
    const person = this.#people.get(id);
    if (person === undefined) throw new Error(`${id} is not registered`);
    return person;
  }

  #kept(id: string): Kept {
    const kept = this.#visits.get(id);
    if (kept === undefined) throw new Error(`there is no visit ${id}`);
    return kept;
  }

  #place(id: string, walkNo: number): void {
    this.#visits.set(id, { ...this.#kept(id), walkNo });
  }

  #living(): readonly SeniorId[] {
    return [...this.#people].flatMap(([id, { status }]) => (status === 'active' ? [id] : [])).sort();
  }

  #open(): readonly WelfareVisit[] {
    const open = [...this.#visits.values()].map(({ row }) => row).filter(isOpen);
    return open.sort((a, b) => (`${a.to} ${a.id}` < `${b.to} ${b.id}` ? -1 : 1));
  }

  #insert(visit: WelfareVisit): boolean {
    const key = ({ seniorId, level, cause, from, frequency }: WelfareVisit): string =>
      [seniorId, level, cause, from, frequency].join(' ');
    const isThere = [...this.#visits.values()].some(({ row }) => key(row) === key(visit));
    if (!isThere) this.#visits.set(visit.id, { row: visit, changedBy: null, emptyRealAt: null, walkNo: 0 });
    return !isThere;
  }

  #before(visit: WelfareVisit): VisitsBefore {
    const earlier = this.all(visit.seniorId).filter(
      ({ level, cause, to, state }) =>
        level === visit.level && cause === 'regular' && to < visit.from && state !== 'cancelled',
    );
    return visitsBefore(
      visit,
      earlier.map(({ meeting, ...one }) => ({ ...one, way: meeting?.way ?? null })),
    );
  }

  /** It waits to be tried again, and nobody asked the emergency side yet (CR-56). */
  #isTriedAgain({ state, concernAt, retryBy }: WelfareVisit, today: CivilDay): boolean {
    return state === 'empty' && concernAt === null && retryBy !== null && this.dayOf(retryBy) >= today;
  }

  #absent({ seniorId, from, to }: WelfareVisit): VisitExcuse | null {
    const { hospital } = this.#of(seniorId);
    return hospital !== null && hospital.from <= from && hospital.to >= to ? 'hospital' : null;
  }

  #senior(id: SeniorId, at: Instant): Awaited<ReturnType<VisitTransaction['senior']>> {
    const person = this.#people.get(id);
    if (person === undefined) return null;
    const { homeId, status, hospital } = person;
    const day = this.dayOf(at);
    const away = hospital !== null && hospital.from <= day && day < hospital.to;
    return { id, homeId, status, away, door: { point: person.at, doorTag: null } };
  }

  #toPlan(id: SeniorId, today: CivilDay): PersonToPlan {
    const { homeId: _, at: __, status: ___, hospital, ...facts } = this.#of(id);
    const have = this.all(id).flatMap((visit) =>
      visit.to >= today && visit.state !== 'cancelled'
        ? [
            {
              ...{ id: visit.id, level: visit.level, regular: visit.cause === 'regular' },
              ...{ frequency: visit.frequency, from: visit.from, planned: visit.state === 'planned' },
            },
          ]
        : [],
    );
    const isMet = ({ level, from, to }: WelfareVisit): boolean =>
      this.all(id).some((one) => {
        const on = one.level === level && one.meeting !== null ? this.dayOf(one.meeting.at) : null;
        return on !== null && on >= from && on <= to;
      });
    const calledOff = this.all(id).filter(
      (one) => one.to >= today && one.state === 'cancelled' && one.cause === 'regular' && !isMet(one),
    );
    const atLeast = this.#raised.findLast(({ from }) => from <= today)?.atLeast ?? 'by-risk';
    return {
      ...facts,
      id: as<SeniorId>(id),
      have,
      calledOff,
      atLeast,
      dischargedToday: hospital?.to === today,
      isOn: true,
    };
  }

  #walks(today: CivilDay): Awaited<ReturnType<VisitTransaction['walks']>> {
    const groups = new Map<string, WelfareVisit[]>();
    for (const visit of this.#open().filter(({ to }) => to >= today)) {
      const key = [visit.regionId, visit.level, visit.from, visit.to].join(' ');
      groups.set(key, [...(groups.get(key) ?? []), visit]);
    }
    return [...groups.values()]
      .filter((visits) => visits.some(({ id }) => this.#kept(id).walkNo === 0))
      .map((visits) => ({
        start: this.centre,
        stops: visits.map(({ id, seniorId }) => ({ id, point: this.#of(seniorId).at })),
      }));
  }
}
