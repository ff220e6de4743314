import {
  as,
  instant,
  type AccountId,
  type HelperId,
  type Instant,
  type RegionId,
  type SeniorId,
} from '@silverbell/kernel';
import type { ServiceOrderState } from '@silverbell/vocabulary';
import { DEFAULT_ORDER_LIMITS, type OrderActor, type OrderRole, type ServiceOrder } from '../order/order.js';
import type { OrderContext } from '../order/decide.js';

const DAY = '2026-10-15';
/** An instant of that day in China. */
export const clock = (time: string, day = DAY): Instant => instant(Date.parse(`${day}T${time}:00+08:00`));
export const WORKER = as<HelperId>('worker-1');

export const actor = (role: OrderRole, mayDecide = true): OrderActor => ({
  role,
  id: role === 'clock' ? null : as<AccountId>(`account-of-${role}`),
  mayDecide,
});
export const context = (role: OrderRole, now: Instant = clock('12:00')): OrderContext => ({
  now,
  by: actor(role),
  limits: DEFAULT_ORDER_LIMITS,
});

const checked = (time: string): ServiceOrder['checkIn'] => ({
  ...{ at: clock(time), receivedAt: clock(time), proof: 'tag', reason: null },
});

/** An order of 09:00–11:00 in the given state, with what that state brings along. */
export function orderIn(state: ServiceOrderState, more: Partial<ServiceOrder> = {}): ServiceOrder {
  const hasStarted = !['planned', 'assigned', 'no-entry', 'missed', 'cancelled'].includes(state);
  const hasEnded = hasStarted && state !== 'started';
  return {
    ...{ id: 'order-1', version: 5, state, source: 'plan', planId: 'plan-1', madeUpFor: null, day: DAY },
    ...{ seniorId: as<SeniorId>('care-b'), regionId: as<RegionId>('village'), providerId: 'provider-1' },
    ...{ items: ['cleaning'], plannedStart: clock('09:00'), plannedEnd: clock('11:00') },
    ...{ workerId: state === 'planned' ? null : WORKER, secondWorkerId: null },
    ...{ lateAt: null, missedAt: state === 'missed' ? clock('10:30') : null },
    ...{ checkIn: hasStarted ? checked('09:00') : null, checkOut: hasEnded ? checked('11:00') : null },
    ...{ interruptedBy: null, finishedAt: hasEnded ? clock('11:00') : null },
    quote: { extraMinutes: 30, rateFenPerHour: 2_000, amountFen: 1_000, quotedAt: clock('08:00'), acceptedAt: null },
    ...{ marks: ['manual'], review: null, confirmation: null, rating: null },
    ...more,
  };
}
