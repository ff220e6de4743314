import { assertNever } from '@silverbell/kernel';
import type { OrderMark } from '@silverbell/vocabulary';
import type { OrderEvent, ServiceOrder } from './order.js';

/** One fact later. An unknown fact never commits: there is no default branch. */
export function evolve(order: ServiceOrder | null, event: OrderEvent): ServiceOrder {
  if (event.type === 'planned') return { ...event.order, version: 1 };
  if (order === null) throw new Error(`the first fact of an order is ${event.type}`);
  return { ...change(order, event), version: order.version + 1 };
}

function change(order: ServiceOrder, event: Exclude<OrderEvent, { type: 'planned' }>): ServiceOrder {
  switch (event.type) {
    case 'assigned':
      return { ...order, state: 'assigned', workerId: event.workerId, secondWorkerId: event.secondWorkerId };
    case 'declined':
    case 'returned':
      return { ...order, state: 'planned', workerId: null, secondWorkerId: null };
    case 'moved': {
      const { regionId, providerId } = event;
      if (providerId === order.providerId) return { ...order, regionId };
      // Another provider has other workers and other prices.
      return { ...order, regionId, providerId, state: 'planned', workerId: null, secondWorkerId: null, quote: null };
    }
    case 'reported-late':
      return { ...order, lateAt: event.at };
    case 'missed':
      return { ...order, state: 'missed', missedAt: event.at };
    case 'started':
      return { ...order, state: 'started', checkIn: event.checkIn, marks: marked(order, event.marks) };
    case 'finished':
      return {
        ...{ ...order, state: 'finished', checkOut: event.checkOut, finishedAt: event.at, doneItems: event.items },
        marks: marked(order, event.marks),
      };
    case 'interrupted':
      return {
        ...order,
        state: 'interrupted',
        checkOut: event.checkOut,
        interruptedBy: event.why,
        finishedAt: event.at,
      };
    case 'no-entry':
      return { ...order, state: 'no-entry', ...(event.atDoor === undefined ? {} : { atDoor: event.atDoor }) };
    case 'alarm-raised':
      return order;
    case 'confirmed':
      return {
        ...{ ...order, state: 'confirmed' },
        confirmation: { by: event.voice, channel: event.channel, at: event.at },
      };
    case 'confirmed-silent':
      return { ...order, state: 'confirmed-silent' };
    case 'disputed':
      return { ...order, state: 'disputed' };
    case 'settled':
      return { ...order, state: event.upheld ? 'void' : 'confirmed' };
    case 'reviewed':
      return event.decision === 'pass' ? { ...order, review: 'pass' } : { ...order, review: 'refuse', state: 'void' };
    case 'quoted':
      return { ...order, quote: event.quote };
    case 'quote-accepted':
      return { ...order, quote: order.quote && { ...order.quote, acceptedAt: event.at } };
    case 'rated':
      return event.counts ? { ...order, rating: event.rating } : order;
    case 'cancelled':
      return { ...order, state: 'cancelled' };
    case 'voided':
      return { ...order, state: 'void' };
    default:
      return assertNever(event, 'fact of an order');
  }
}

const marked = ({ marks }: ServiceOrder, more: readonly OrderMark[]): readonly OrderMark[] => [
  ...new Set([...marks, ...more]),
];
