import { seededRandom, seedOf } from '@silverbell/kernel';

/** A visit that took place, by one worker. */
export interface VisitToAsk {
  readonly id: string;
  readonly workerId: string;
}

/** Between 0 and 1, the same for an order on every machine and on every day. */
const lotOf = (id: string): number => seededRandom(seedOf(`follow-up ${id}`))();

/** Visits that are asked about (CR-53): the share that the region wants, drawn by the id of each. */
export const drawnForFollowUp = <V extends VisitToAsk>(visits: readonly V[], percent: (visit: V) => number): V[] =>
  visits.filter((visit) => lotOf(visit.id) * 100 < percent(visit));

/** At the end of a month: one visit of each of these workers, of whom no visit was drawn (CR-53: at least one per worker and month). */
export function onePerWorker<V extends VisitToAsk>(visits: readonly V[]): V[] {
  const chosen = new Map<string, V>();
  for (const visit of visits) {
    const other = chosen.get(visit.workerId);
    if (other === undefined || lotOf(visit.id) < lotOf(other.id)) chosen.set(visit.workerId, visit);
  }
  return [...chosen.values()];
}
