import type { OrderAtDoor, OrderOnFile, OrderTrailStep, PlanOnFile } from '@silverbell/adapter-postgres';
import { orderActions, selfPaidFen, type CheckIn, type OrderActor, type ServiceOrder } from '@silverbell/care';
import { toIso } from '@silverbell/kernel';
import type { KeptReport } from '@silverbell/usecases';
import type { OrderMark } from '@silverbell/vocabulary';
import type { MyOrder, ServiceOrderOnWire, ServiceOrderWithTrail, ServicePlanOnWire } from '@silverbell/wire';
import { shownName } from '../shown-name.js';

const checkInOf = (one: CheckIn | null): ServiceOrderOnWire['checkIn'] =>
  one && { at: toIso(one.at), receivedAt: toIso(one.receivedAt), proof: one.proof, reason: one.reason };
const isoOf = (at: ServiceOrder['missedAt']): string | null => (at === null ? null : toIso(at));

/** An order as its list and its commands show it, with what this caller may do next; names are masked for those who only read (CR-07). */
export function orderOnWire(found: OrderOnFile, actors: readonly OrderActor[]): ServiceOrderOnWire {
  const { order, deliveredMinutes, subsidisedMinutes, extraMinutes, unagreedMinutes } = found;
  const marks: readonly OrderMark[] = [...order.marks, ...(unagreedMinutes > 0 ? (['extra-unagreed'] as const) : [])];
  const { quote, rating } = order;
  const shown = (name: string): string => shownName(name, actors);
  return {
    ...{ id: order.id, version: order.version, state: order.state, source: order.source, seniorId: order.seniorId },
    ...{ senior: { id: order.seniorId, name: shown(found.seniorName) }, regionId: order.regionId },
    ...{ providerId: order.providerId, planId: order.planId, madeUpFor: order.madeUpFor, day: order.day },
    ...{
      items: [...order.items],
      itemNames: [...found.itemNames],
      plannedStart: toIso(order.plannedStart),
      plannedEnd: toIso(order.plannedEnd),
    },
    ...{ workerId: order.workerId, secondWorkerId: order.secondWorkerId },
    worker: order.workerId === null ? null : { id: order.workerId, name: shown(found.workerName ?? '—') },
    ...{ deliveredMinutes, subsidisedMinutes, extraMinutes },
    selfPaidFen: selfPaidFen(order, { extra: extraMinutes, unagreed: unagreedMinutes }),
    ...{ proof: order.checkIn?.proof ?? order.atDoor?.proof ?? null, marks: [...new Set(marks)] },
    ...{ checkIn: checkInOf(order.checkIn), checkOut: checkInOf(order.checkOut), missedAt: isoOf(order.missedAt) },
    quote: quote && {
      ...{ ...quote, items: [...(quote.items ?? [])], quotedAt: toIso(quote.quotedAt) },
      acceptedAt: isoOf(quote.acceptedAt),
    },
    review: order.review,
    rating: rating && { value: rating.value, by: rating.by, channel: rating.channel, at: toIso(rating.at) },
    incidentId: found.incidentId,
    allowedActions: [...new Set(actors.flatMap(({ role }) => orderActions(order.state, role)))],
  };
}

/** The provider and the township read the whole report, her family what it says of her, and no other (CR-35). */
function reportFor(report: KeptReport | null, actors: readonly OrderActor[]): ServiceOrderWithTrail['report'] {
  const isOneOf = (...roles: readonly OrderActor['role'][]): boolean => actors.some(({ role }) => roles.includes(role));
  if (report === null || !isOneOf('provider', 'township', 'contact')) return null;
  return { ...report, flags: isOneOf('provider', 'township') ? [...report.flags] : null };
}

interface OrderDetails {
  readonly trail: readonly OrderTrailStep[];
  readonly report: KeptReport | null;
  /** Abuse is suspected, and what was reported at the end is not for this caller (CR-35). */
  readonly isKept: boolean;
}

export const orderWithTrail = (
  found: OrderOnFile,
  actors: readonly OrderActor[],
  { trail, report, isKept }: OrderDetails,
): ServiceOrderWithTrail => ({
  ...orderOnWire(found, actors),
  report: isKept ? null : reportFor(report, actors),
  trail: trail.map((step) => ({
    ...{ ...step, at: toIso(step.at) },
    note: isKept && step.type === 'finished' ? null : step.note,
  })),
});

export const myOrderOf = (found: OrderAtDoor, actors: readonly OrderActor[]): MyOrder => {
  const { id, label, addressWords, hasDoorTag, lat, lng } = found.home;
  const home = { id, label, addressWords, hasDoorTag, position: { lat, lng } };
  return { ...orderOnWire(found, actors), home, seniorPhone: found.seniorPhone };
};

export const planOnWire = (plan: PlanOnFile, actors: readonly OrderActor[]): ServicePlanOnWire => ({
  ...{ id: plan.id, seniorId: plan.seniorId },
  senior: { id: plan.seniorId, name: shownName(plan.seniorName, actors) },
  ...{ regionId: plan.regionId, providerId: plan.providerId, items: [...plan.items], weekdays: [...plan.weekdays] },
  ...{ startTime: plan.starts, endTime: plan.ends, preferredWorkerId: plan.preferredWorker },
  ...{ from: plan.from, to: plan.to, version: plan.version },
});
