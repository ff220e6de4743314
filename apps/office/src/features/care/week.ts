import type { AnswerOf, ServiceOrderOnWire } from '@silverbell/wire';
import type { ServiceOrderState } from '@silverbell/vocabulary';
import { dayAfter } from '../../shared/day-after.js';
import type { Region } from '../../shared/regions/use-regions.js';
import type { AssignChoice } from './assign-form.js';
import type { Worker } from './care-day.js';

/** Monday to Sunday of the week that holds the day; nothing where the text is no day. */
export function weekOf(day: string): readonly string[] {
  const at = new Date(/^\d{4}-\d{2}-\d{2}$/.test(day) ? `${day}T00:00:00Z` : Number.NaN);
  if (Number.isNaN(at.getTime())) return [];
  const sinceMonday = (at.getUTCDay() + 6) % 7;
  return Array.from({ length: 7 }, (_, n) => dayAfter(day, n - sinceMonday));
}

/** Answers of the list that one board reads; a provider's week has some hundred orders. */
export const MOST_PAGES = 10;

export interface WeekOrders {
  readonly orders: readonly ServiceOrderOnWire[];
  /** There are more, and the latest are missing. */
  readonly isCut: boolean;
}

/** The orders of a week, page by page up to a limit. Cancelled and void ones leave the board. */
export async function readWeek(
  read: (cursor: string | undefined) => Promise<AnswerOf<'serviceOrders'>>,
): Promise<WeekOrders> {
  const orders: ServiceOrderOnWire[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const { items, nextCursor } = await read(cursor);
    orders.push(...items.filter(({ state }) => state !== 'cancelled' && state !== 'void'));
    if (nextCursor === null) return { orders, isCut: false };
    cursor = nextCursor;
  }
  return { orders, isCut: true };
}

export interface WeekRow {
  /** Of the worker; `null`: the row of orders without one. */
  readonly id: string | null;
  readonly name: string | null;
  /** `null`: she is not on the list of workers at work, and nothing is given to her here. */
  readonly file: Worker | null;
  readonly orders: readonly ServiceOrderOnWire[];
}

const isWith = ({ workerId, secondWorkerId }: ServiceOrderOnWire, id: string): boolean =>
  workerId === id || secondWorkerId === id;

/** A row for what has no worker, one for each worker, and one for each who only stands in an order. */
export function rowsOf(orders: readonly ServiceOrderOnWire[], workers: readonly Worker[]): readonly WeekRow[] {
  const listed = new Set(workers.map(({ id }) => id));
  const others = new Map(
    orders.flatMap(({ worker }) =>
      worker === null || listed.has(worker.id) ? [] : [[worker.id, worker.name] as const],
    ),
  );
  const withOrders = (id: string, name: string, file: Worker | null): WeekRow => ({
    ...{ id, name, file },
    orders: orders.filter((one) => isWith(one, id)),
  });
  return [
    { id: null, name: null, file: null, orders: orders.filter(({ workerId }) => workerId === null) },
    ...workers.map((file) => withOrders(file.id, file.name, file)),
    ...[...others].map(([id, name]) => withOrders(id, name, null)),
  ];
}

/** Workers of the area, and those with an order in it, by their region; `regions` has parents before children. */
export function workersIn(
  area: string,
  {
    workers,
    orders,
    regions,
  }: {
    readonly workers: readonly Worker[];
    readonly orders: readonly ServiceOrderOnWire[];
    readonly regions: readonly Region[];
  },
): readonly Worker[] {
  const below = new Set([area]);
  for (const { id, parentId } of regions) if (parentId !== null && below.has(parentId)) below.add(id);
  const place = new Map(regions.map(({ id }, n) => [id, n]));
  const placeOf = ({ regionId }: Worker): number => place.get(regionId) ?? regions.length;
  return workers
    .filter(({ id, regionId }) => area === '' || below.has(regionId) || orders.some((one) => isWith(one, id)))
    .sort((one, other) => placeOf(one) - placeOf(other));
}

/** Orders that wait for a worker, and how many hours of service they are. */
export function gapOf(orders: readonly ServiceOrderOnWire[]): { readonly n: number; readonly hours: number } {
  const open = orders.filter(({ state }) => state === 'planned');
  const ms = open.reduce((sum, one) => sum + Date.parse(one.plannedEnd) - Date.parse(one.plannedStart), 0);
  return { n: open.length, hours: Math.round(ms / 360_000) / 10 };
}

/** So many days ahead a certificate is marked (CR-31). */
export const CERTIFICATE_AHEAD_D = 30;
/** What has ended, or ends soon. */
export const certificatesDue = ({ certificates }: Worker, today: string): Worker['certificates'] =>
  today === '' ? [] : certificates.filter(({ until }) => until <= dayAfter(today, CERTIFICATE_AHEAD_D));

const DONE: readonly ServiceOrderState[] = ['finished', 'confirmed', 'confirmed-silent'];
/** Written by hand or afterwards, and not reviewed: it does not count yet (CR-32). */
export const isToReview = ({ state, marks, review }: ServiceOrderOnWire): boolean =>
  review === null && DONE.includes(state) && (marks.includes('manual') || marks.includes('back-entry'));

/** Who goes when an order is moved from one row to another: the other of two workers stays. `null`: nothing changes. */
export function choiceAfterMove(
  { workerId, secondWorkerId }: Pick<ServiceOrderOnWire, 'workerId' | 'secondWorkerId'>,
  from: string | null,
  to: string,
): AssignChoice | null {
  if (to === workerId || to === secondWorkerId) return null;
  if (workerId !== null && from !== null && from === secondWorkerId) return { workerId, secondWorkerId: to };
  return { workerId: to, ...(secondWorkerId === null ? {} : { secondWorkerId }) };
}
