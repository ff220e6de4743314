import { dayBeginsIn, distanceM, geoPoint, minutes, toIso, type GeoPoint } from '@silverbell/kernel';
import type { ServiceOrderState } from '@silverbell/vocabulary';
import type { MyOrder } from '@silverbell/wire';
import type { Fix } from '../../shared/fix.js';
import { furthest, isWaiting, type Entry } from '../../shared/outbox/entry.js';

const ORDER: readonly ServiceOrderState[] = ['assigned', 'missed', 'started', 'interrupted', 'finished', 'confirmed'];

/** An order as it stands for her, with what she reported and the platform has not answered. */
export const asSheKnows = (order: MyOrder, entries: readonly Entry[]): MyOrder => ({
  ...{ ...order, quote: quoteAsSheKnows(order, entries) },
  state: furthest(
    order.state,
    order.id,
    entries,
    {
      ...{ startOrder: 'started', finishOrder: 'finished', interruptOrder: 'interrupted', confirmOrder: 'confirmed' },
    },
    ORDER,
  ),
});

/** The senior agreed to the price on this phone. */
function quoteAsSheKnows({ id, quote }: MyOrder, entries: readonly Entry[]): MyOrder['quote'] {
  const agreed = entries.find((one) => one.route === 'acceptQuote' && one.subjectId === id && isWaiting(one));
  if (quote === null || agreed === undefined || quote.acceptedAt !== null) return quote;
  return { ...quote, acceptedAt: new Date(agreed.madeAt).toISOString() };
}

/** Still to be gone to, or under way. */
export const isAhead = ({ state }: Pick<MyOrder, 'state'>): boolean => state === 'assigned' || state === 'started';

const pointOf = ({ home }: MyOrder): GeoPoint | null =>
  home.position === null ? null : geoPoint(home.position.lat, home.position.lng);

const metres = (from: GeoPoint | null, to: GeoPoint | null): number =>
  from === null || to === null ? Number.POSITIVE_INFINITY : distanceM(from, to);

/** The order in which she walks: by the agreed time; of those at the same time, the one nearest to where she was before. */
export function walkingOrder(orders: readonly MyOrder[]): readonly MyOrder[] {
  const left = [...orders].sort((a, b) => a.plannedStart.localeCompare(b.plannedStart) || a.id.localeCompare(b.id));
  const walked: MyOrder[] = [];
  let here: GeoPoint | null = null;
  while (left[0] !== undefined) {
    const { plannedStart } = left[0];
    const together = left.filter((one) => one.plannedStart === plannedStart);
    const next = together.reduce((best, one) =>
      metres(here, pointOf(one)) < metres(here, pointOf(best)) ? one : best,
    );
    left.splice(left.indexOf(next), 1);
    walked.push(next);
    here = pointOf(next);
  }
  return walked;
}

/** CR-32. The platform judges the proof by its own numbers; this only asks for a reason in time. */
const NEAR_M = 100;
const ACCURACY_AT_MOST_M = 100;

export function isAtDoor(fix: Fix | null, order: MyOrder): boolean {
  const here = fix === null ? null : geoPoint(fix.lat, fix.lng);
  return metres(here, pointOf(order)) <= NEAR_M + Math.min(ACCURACY_AT_MOST_M, fix?.accuracyM ?? 0);
}

/** A time of day that she typed (9:05, 09：05, 0905), on that day there; `null`: it is none. */
export function timeOnDay(typed: string, day: string, timeZone: string | undefined): string | null {
  const parts = /^\s*([01]?\d|2[0-3])[:：.]?([0-5]\d)\s*$/.exec(typed);
  const begins = timeZone === undefined ? null : dayBeginsIn(timeZone, day);
  return parts === null || begins === null
    ? null
    : toIso((begins + minutes(Number(parts[1]) * 60 + Number(parts[2]))) as typeof begins);
}
