import {
  assertNever,
  hours,
  instant,
  isRefusal,
  minutes,
  refuse,
  type Instant,
  type Refusal,
} from '@silverbell/kernel';
import type { CheckInProof, OrderMark } from '@silverbell/vocabulary';
import { amountFen } from '../money/money.js';
import { reviewerOf } from './counts.js';
import { itemsFen } from './self-paid.js';
import { evolve } from './evolve.js';
import {
  type CheckIn,
  type OrderActor,
  type OrderCommand,
  type OrderEvent,
  type OrderLimits,
  type Rating,
  type ServiceOrder,
} from './order.js';
import { ORDER_TABLE, statesFor } from './table.js';

export interface OrderContext {
  readonly now: Instant;
  readonly by: OrderActor;
  readonly limits: OrderLimits;
}
type Of<Type extends OrderCommand['type']> = Extract<OrderCommand, { type: Type }>;

export interface OrderDecided {
  readonly events: readonly OrderEvent[];
  readonly after: ServiceOrder;
}

/** A command, to facts or to a refusal (CR-30 … CR-37). Pure: time, proofs and what stands against a worker come with it. */
export function decide(order: ServiceOrder, command: OrderCommand, context: OrderContext): OrderDecided | Refusal {
  const { role } = context.by;
  if (!ORDER_TABLE[command.type].roles.includes(role)) return refuse('not-allowed', { role, action: command.type });
  if (!statesFor(command.type, role).includes(order.state) && !overrules(order, command, context.by))
    return refuse('order-state', { state: order.state, action: command.type });
  const events = eventsOf(order, command, context);
  if (isRefusal(events)) return events;
  return { events, after: events.reduce<ServiceOrder>((so_far, event) => evolve(so_far, event), order) };
}

/** What she says elsewhere wins over a signature on the worker's phone (CR-36). */
const overrules = ({ state, confirmation }: ServiceOrder, command: OrderCommand, { role }: OrderActor): boolean =>
  (command.type === 'confirm' || command.type === 'dispute') &&
  state === 'confirmed' &&
  confirmation?.channel === 'on-site' &&
  command.channel !== 'on-site' &&
  role !== 'worker';

function eventsOf(order: ServiceOrder, command: OrderCommand, context: OrderContext): readonly OrderEvent[] | Refusal {
  const fact = { at: context.now, by: context.by, reason: 'reason' in command ? command.reason : null };
  switch (command.type) {
    case 'assign': {
      const [block] = command.blocks;
      if (block !== undefined) return refuse(block, { blocks: command.blocks.join(' ') });
      const { workerId, secondWorkerId } = command;
      return [{ ...fact, type: 'assigned', workerId, secondWorkerId }];
    }
    case 'decline':
      return [{ ...fact, type: 'declined' }];
    case 'return':
      return [{ ...fact, type: 'returned' }];
    case 'move': {
      const { regionId, providerId } = command;
      const stays = regionId === order.regionId && providerId === order.providerId;
      return stays ? [] : [{ ...fact, type: 'moved', regionId, providerId }];
    }
    case 'report-late':
      return due(order, context, context.limits.lateAfterMin) && order.lateAt === null
        ? [{ ...fact, type: 'reported-late' }]
        : [];
    case 'miss':
      return due(order, context, context.limits.missedAfterMin) ? [{ ...fact, type: 'missed' }] : [];
    case 'start':
      return start(order, command, context);
    case 'finish':
      return finish(order, command, context);
    case 'no-entry':
      // sent from the door at once: its time is that of its receipt, and want of a proof needs no reason
      return [{ ...fact, type: 'no-entry', atDoor: atOnce(command.proof, context.now) }];
    case 'interrupt':
      return interrupt(order, command, context);
    case 'alarm':
      return [{ ...fact, type: 'alarm-raised', code: command.code, fire: command.fire }];
    case 'confirm':
    case 'dispute':
      if (context.by.role === 'worker' && command.channel !== 'on-site')
        return refuse('not-allowed', { role: 'worker', action: command.type });
      return [
        {
          ...fact,
          reason: command.signed === true ? 'signed' : null,
          type: command.type === 'confirm' ? 'confirmed' : 'disputed',
          voice: command.voice,
          channel: command.channel,
        },
      ];
    case 'confirm-silently':
      return isSilentLongEnough(order, context) ? [{ ...fact, type: 'confirmed-silent' }] : [];
    case 'settle':
      return [{ ...fact, type: 'settled', upheld: command.upheld }];
    case 'review':
      return review(order, command, context);
    case 'quote':
      return quote(command, context);
    case 'accept-quote':
      return acceptQuote(order, command, context);
    case 'rate':
      return rate(order, command, context);
    case 'cancel':
      return [{ ...fact, type: 'cancelled' }];
    case 'void':
      return [{ ...fact, type: 'voided' }];
    default:
      return assertNever(command, 'command of an order');
  }
}

const atOnce = (proof: CheckInProof, now: Instant): CheckIn => ({ at: now, receivedAt: now, proof, reason: null });

const due = ({ plannedStart }: ServiceOrder, { now }: OrderContext, afterMin: number): boolean =>
  now >= plannedStart + minutes(afterMin);

const isSilentLongEnough = ({ finishedAt }: ServiceOrder, { now, limits }: OrderContext): boolean =>
  finishedAt !== null && now >= finishedAt + hours(24 * limits.silentAfterDays);

function start(order: ServiceOrder, command: Of<'start'>, { now, by, limits }: OrderContext): OrderEvent[] | Refusal {
  const { at, proof, reason, when } = command;
  if (when.day !== order.day) return refuse('order-other-day', { day: order.day });
  if (order.state === 'missed' && (order.missedAt === null || at >= order.missedAt))
    return refuse('order-state', { state: order.state, action: 'start' });
  const uploaded = uploadMarks(at, reason !== null && order.state !== 'missed', when.workingDaysSince, now, limits);
  if ('refused' in uploaded) return uploaded;
  if (proof === 'none' && reason === null) return refuse('reason-missing');
  const marks: OrderMark[] = [
    ...uploaded.marks,
    ...(order.state === 'missed' ? (['late-upload'] as const) : []),
    ...(proof === 'none' || reason !== null ? (['manual'] as const) : []),
  ];
  const checkIn: CheckIn = { at, receivedAt: now, proof, reason };
  return [{ type: 'started', at: now, by, reason, checkIn, marks: [...new Set(marks)] }];
}

function finish(order: ServiceOrder, command: Of<'finish'>, { now, by, limits }: OrderContext): OrderEvent[] | Refusal {
  const { at, proof, reason, when, items } = command;
  if (order.checkIn === null) throw new Error('an order is finished without a check-in');
  if (at < order.checkIn.at) return refuse('times-out-of-order');
  const uploaded = uploadMarks(at, reason !== null, when.workingDaysSince, now, limits);
  if ('refused' in uploaded) return uploaded;
  const marks: OrderMark[] = [
    ...uploaded.marks,
    ...(at - order.checkIn.at < minutes(limits.tooShortMin) ? (['too-short'] as const) : []),
    ...(reason === null ? [] : (['manual'] as const)),
  ];
  const checkOut: CheckIn = { at, receivedAt: now, proof, reason };
  return [{ type: 'finished', at: now, by, reason, checkOut, marks: [...new Set(marks)], items }];
}

/** CR-32: at once; later, within a day; or entered afterwards with a reason, within two working days. */
export function uploadMarks(
  at: Instant,
  hasReason: boolean,
  workingDaysSince: number,
  now: Instant,
  limits: OrderLimits,
): { readonly marks: readonly OrderMark[] } | Refusal {
  const tolerance = minutes(limits.clockAheadMin);
  if (at > now + tolerance) return refuse('clock-skewed', { aheadS: Math.round((at - now) / 1_000) });
  if (now - at <= tolerance) return { marks: [] };
  if (now - at <= minutes(limits.uploadWithinMin)) return { marks: ['late-upload'] };
  return hasReason && workingDaysSince <= limits.backEntryWorkingDays
    ? { marks: ['back-entry', 'manual'] }
    : refuse('upload-too-late', { withinMin: limits.uploadWithinMin });
}

/** It counts until now; one reported after the planned end counts to the planned end. */
function interrupt(order: ServiceOrder, { reason }: Of<'interrupt'>, { now, by }: OrderContext): readonly OrderEvent[] {
  if (order.checkIn === null) throw new Error('an order is interrupted without a check-in');
  const at = instant(Math.max(order.checkIn.at, Math.min(now, order.plannedEnd)));
  const checkOut: CheckIn = { at, receivedAt: now, proof: 'none', reason: null };
  return [{ type: 'interrupted', at: now, by, reason, checkOut, why: reason }];
}

function review(order: ServiceOrder, { decision, hasReason }: Of<'review'>, { now, by }: OrderContext) {
  const reviewer = reviewerOf(order.marks);
  if (reviewer === null || order.review !== null) return refuse('no-review-due');
  if (by.role !== reviewer) return refuse('review-of-another', { reviewer });
  if (decision === 'refuse' && !hasReason) return refuse('reason-missing');
  return [{ type: 'reviewed', at: now, by, reason: null, decision } as const];
}

function quote({ extraMinutes, rateFenPerHour, items }: Of<'quote'>, { now, by }: OrderContext): readonly OrderEvent[] {
  const whole = amountFen(extraMinutes, rateFenPerHour) + itemsFen(items);
  const quoted = { extraMinutes, items, rateFenPerHour, amountFen: whole };
  return [{ type: 'quoted', at: now, by, reason: null, quote: { ...quoted, quotedAt: now, acceptedAt: null } }];
}

/** Before the visit, by the senior or a contact who may decide: on the family page, by her signature, or in a recorded call (CR-34). */
function acceptQuote(order: ServiceOrder, command: Of<'accept-quote'>, { now, by }: OrderContext) {
  if (order.quote === null) return refuse('extra-not-agreed');
  const { voice, channel, mayDecide, signed } = command;
  const { role } = by;
  const isBySenior = voice === 'senior';
  const isWayOfRole =
    role === 'worker' ? isBySenior && channel === 'on-site' : !isTakenDown(role) || channel === 'phone';
  if (!isWayOfRole) return refuse('may-not-decide');
  const decides = role === 'contact' ? by.mayDecide === true : isBySenior || mayDecide;
  if (!decides) return refuse('may-not-decide');
  return [{ type: 'quote-accepted', at: now, by, reason: signed === true ? 'signed' : channel } as const];
}

/** Those in this role take down what others say. */
const isTakenDown = (role: OrderActor['role']): boolean =>
  role === 'operator' || role === 'community' || role === 'township';

/** One rating counts per order: the newest that did not come through the worker's own phone (CR-49). */
function rate(order: ServiceOrder, { value, voice, channel }: Of<'rate'>, { now, by }: OrderContext) {
  if (by.role === 'worker' && channel !== 'on-site') return refuse('not-allowed', { role: 'worker', action: 'rate' });
  const rating: Rating = { value, by: voice, channel, at: now, account: by.id };
  const counts = order.rating === null || channel !== 'on-site' || order.rating.channel === 'on-site';
  return [{ type: 'rated', at: now, by, reason: value, rating, counts } as const];
}
