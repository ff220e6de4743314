import {
  blocksOf,
  checkInProof,
  decideOrder,
  type CheckInShown,
  type OrderActor,
  type OrderCommand,
  type OrderEvent,
  type ServiceOrder,
} from '@silverbell/care';
import { dateIn, instant, isRefusal, refuse, type HelperId, type Instant, type Refusal } from '@silverbell/kernel';
import type {
  CheckInReason,
  Condition,
  InterruptReason,
  OrderAlarm,
  OrderChannel,
  OrderVoice,
  RatingValue,
  ReviewDecision,
  WorryFlag,
} from '@silverbell/vocabulary';
import {
  lockedRowToChange,
  rowWritten,
  type RegistryCommand,
  type RegistryResult,
  type RegistryWritten,
} from '../../ports/registry-write.js';
import { openReferralTask } from '../../tasks/write-tasks.js';
import type { AskedOf } from '../asked.js';
import { callAfterMissed } from '../calls/plan-calls.js';
import { newConcern } from '../new-concern.js';
import { afterRating, afterReplacement } from '../quality/open-verification.js';
import { ownAffair, type AboutWhom } from '../own-affair.js';
import { countMinutes, minutesLeft } from './count-minutes.js';
import type { CareActing, CareConcern, OrderDeps, OrderTransaction, VisitTerms } from './port.js';

/** What a report says beside the times (CR-35). */
export interface VisitReport {
  readonly items: readonly string[];
  readonly seen: boolean;
  readonly condition: Condition;
  readonly flags: readonly WorryFlag[];
}

/** What somebody asks of an order over HTTP; everything a rule needs beside it is looked up. */
export type OrderWish =
  | { readonly type: 'assign'; readonly workerId: HelperId; readonly secondWorkerId: HelperId | null }
  | { readonly type: 'decline' }
  | {
      readonly type: 'start';
      readonly at: Instant;
      readonly shown: CheckInShown;
      readonly reason: CheckInReason | null;
    }
  | {
      readonly type: 'finish';
      readonly at: Instant;
      readonly shown: CheckInShown;
      readonly reason: CheckInReason | null;
      readonly report: VisitReport;
    }
  | { readonly type: 'no-entry'; readonly shown: CheckInShown }
  | { readonly type: 'interrupt'; readonly reason: InterruptReason }
  | { readonly type: 'alarm'; readonly code: OrderAlarm; readonly fire: boolean }
  | {
      readonly type: 'confirm' | 'dispute';
      readonly voice: OrderVoice;
      readonly channel: OrderChannel;
      readonly signed: boolean;
    }
  | { readonly type: 'settle'; readonly upheld: boolean }
  | { readonly type: 'review'; readonly decision: ReviewDecision; readonly hasReason: boolean }
  | {
      readonly type: 'quote';
      readonly extraMinutes: number;
      readonly items: readonly { readonly code: string; readonly count: number }[];
    }
  | {
      readonly type: 'accept-quote';
      readonly voice: OrderVoice;
      readonly channel: OrderChannel;
      readonly signed: boolean;
      /** Who said so in a call, where it was not the senior herself. */
      readonly contactId: string | null;
    }
  | { readonly type: 'rate'; readonly value: RatingValue; readonly voice: OrderVoice; readonly channel: OrderChannel }
  | { readonly type: 'cancel'; readonly reason: string }
  | { readonly type: 'void' };

export interface AskedOfOrder extends AskedOf<OrderActor> {
  readonly wish: OrderWish;
}

/** One command on an order, with everything that follows from it, in one transaction (CR-30 … CR-37). */
export function commandOrder(deps: OrderDeps, command: RegistryCommand, asked: AskedOfOrder): RegistryResult {
  return deps.orders.write(command, async (tx): Promise<RegistryWritten | Refusal> => {
    const { wish, actor, ifMatch } = asked;
    const found = lockedRowToChange(await tx.order(asked.id), ifMatch);
    if (isRefusal(found)) return found;
    const { row: order } = found;
    if (!(MAY_END.has(wish.type) || (await tx.isOn(order.regionId, command.at)))) return refuse('feature-off');
    const own = DECIDES.has(wish.type) ? await ownAffair(tx, command.by, partiesOf(order)) : null;
    if (own !== null) return own;
    const done = await applyWish(deps, tx, order, { ...asked, realNow: command.at });
    if (isRefusal(done)) return done;
    return rowWritten('service-order', `order-${wish.type}`, order, { state: done.state, role: actor.role });
  });
}

/** What an office decides about a visit: not about its own work, and not at its own home (CR-05). */
const DECIDES: ReadonlySet<OrderWish['type']> = new Set(['review', 'settle', 'void']);

const partiesOf = ({ seniorId, workerId, secondWorkerId }: ServiceOrder): AboutWhom => ({
  seniorIds: [seniorId],
  workerIds: [workerId, secondWorkerId].flatMap((id) => id ?? []),
});

/** Where orders are switched off a visit under way still ends, and who needs help still says so (CR-09, CR-11). */
const MAY_END: ReadonlySet<OrderWish['type']> = new Set(['alarm', 'no-entry', 'interrupt', 'finish']);

interface Applying extends CareActing {
  readonly wish: OrderWish;
  readonly note: string | null;
  readonly realNow: Instant;
}

/** One wish of an order that is locked already, with everything that follows from it. */
export async function applyWish(
  deps: OrderDeps,
  tx: OrderTransaction,
  order: ServiceOrder,
  asked: Applying,
): Promise<ServiceOrder | Refusal> {
  const intent = await intentOf(deps, tx, order, asked);
  if (isRefusal(intent)) return intent;
  const limits = await tx.limits(order.regionId, order.day);
  const done = decideOrder(order, intent, { now: asked.careNow, by: asked.actor, limits });
  if (isRefusal(done)) return done;
  await keep(deps, tx, done.after, done.events, asked);
  await follow(deps, tx, done.after, asked);
  return done.after;
}

async function keep(
  { newId }: OrderDeps,
  tx: OrderTransaction,
  after: ServiceOrder,
  events: readonly OrderEvent[],
  { note, actor }: Pick<Applying, 'note' | 'actor'>,
): Promise<void> {
  const steps = events.map((event, n) => ({ id: newId(), event, note: n === 0 ? note : null }));
  await tx.save(after, actor.id, steps);
}

async function intentOf(
  { timeZone }: OrderDeps,
  tx: OrderTransaction,
  order: ServiceOrder,
  { wish, careNow }: Applying,
): Promise<OrderCommand | Refusal> {
  switch (wish.type) {
    case 'assign':
      return assignment(tx, order, wish);
    case 'start':
    case 'finish': {
      const senior = await tx.senior(order.seniorId, careNow);
      if (senior === null) return refuse('not-found');
      const day = dateIn(timeZone, wish.at);
      const workingDaysSince = await tx.workingDaysSince(day, dateIn(timeZone, careNow));
      const { at, reason } = wish;
      const shown = { at, reason, proof: checkInProof(wish.shown, senior.door), when: { day, workingDaysSince } };
      return wish.type === 'finish'
        ? { type: 'finish', ...shown, items: wish.report.items }
        : { type: 'start', ...shown };
    }
    case 'no-entry': {
      const senior = await tx.senior(order.seniorId, careNow);
      return senior === null ? refuse('not-found') : { type: 'no-entry', proof: checkInProof(wish.shown, senior.door) };
    }
    case 'quote': {
      return quoted(await tx.terms(order), order, wish, await minutesLeft(tx, order));
    }
    case 'accept-quote': {
      const { contactId, ...accepted } = wish;
      const contact = contactId === null ? { mayDecide: false } : await tx.contact(order.seniorId, contactId);
      return contact === null ? refuse('not-found') : { ...accepted, mayDecide: contact.mayDecide };
    }
    case 'void':
      return { type: 'void', reason: null };
    default:
      return wish;
  }
}

/**
 * Prices as they stand there for the day of the visit; items by the hour are quoted in minutes (CR-16, CR-34).
 * @param left minutes that the public still pays: what they pay for is not paid a second time by the senior
 */
function quoted(
  { selfPayFenPerHour, prices }: VisitTerms,
  order: ServiceOrder,
  { extraMinutes, items }: Extract<OrderWish, { type: 'quote' }>,
  left: number,
): OrderCommand | Refusal {
  if (extraMinutes > 0 && selfPayFenPerHour === null) return refuse('no-price-agreed');
  const priced = [];
  for (const { code, count } of items) {
    const price = prices.get(code);
    if (price === undefined || !order.items.includes(code)) return refuse('item-unknown', { items: code });
    if (price.unit === 'hour') return refuse('item-by-hour', { items: code });
    if (price.subsidised && left > 0) return refuse('item-subsidised', { items: code });
    priced.push({ code, count, priceFen: price.priceFen });
  }
  return { type: 'quote', extraMinutes, rateFenPerHour: selfPayFenPerHour ?? 0, items: priced };
}

async function assignment(
  tx: OrderTransaction,
  order: ServiceOrder,
  wish: Extract<OrderWish, { type: 'assign' }>,
): Promise<OrderCommand | Refusal> {
  const ids = wish.secondWorkerId === null ? [wish.workerId] : [wish.workerId, wish.secondWorkerId];
  await tx.lock([...ids].sort());
  const terms = await tx.terms(order);
  const workers = [];
  for (const id of ids) {
    const worker = await tx.worker(id, order);
    if (worker === null) return refuse('worker-unknown');
    workers.push(worker);
  }
  const { day, plannedStart: from, plannedEnd: to } = order;
  return { ...wish, blocks: blocksOf(workers, { day, from, to, ...terms }) };
}

/** What follows from a fact: minutes, a sign of life, what the emergency side is asked, what only protection sees. */
async function follow(deps: OrderDeps, tx: OrderTransaction, order: ServiceOrder, asked: Applying): Promise<void> {
  const { wish, careNow, realNow } = asked;
  if (MOVES_MINUTES.has(wish.type)) await countMinutes(deps, tx, order);
  if (wish.type === 'rate') await afterRating(deps, tx.quality, order, careNow);
  if (wish.type === 'assign' || wish.type === 'cancel') await afterReplacement(deps, tx.quality, order.id, careNow);
  if (wish.type === 'no-entry') {
    const senior = await tx.senior(order.seniorId, careNow);
    if (senior?.away === false) await tx.concern(concernOf(deps, order, senior.homeId, asked, 'no-entry'));
  }
  if (wish.type === 'alarm') {
    const senior = await tx.senior(order.seniorId, careNow);
    if (senior !== null) await tx.concern(concernOf(deps, order, senior.homeId, asked, 'alarm'));
  }
  if (wish.type !== 'finish') return;
  const { report, at } = wish;
  // The clock of care may stand on another day than the real one: what counts for an alert is how long ago it was.
  if (report.seen) await tx.sighted(order.seniorId, instant(realNow - Math.max(0, careNow - at)));
  if (report.condition === 'serious') {
    const senior = await tx.senior(order.seniorId, careNow);
    if (senior !== null) await tx.concern(concernOf(deps, order, senior.homeId, asked, 'serious'));
  }
  if (report.flags.includes('abuse-suspected')) {
    await tx.protect({ id: deps.newId(), orderId: order.id, seniorId: order.seniorId, at: careNow });
    await openReferralTask(tx.tasks, { ...order, orderId: order.id }, realNow);
  }
  const flags = report.flags.filter((flag) => flag !== 'abuse-suspected');
  await tx.keepReport(order, { seen: report.seen, condition: report.condition, flags });
  if (flags.length > 0) await tx.worry(order, flags, careNow);
}

const MOVES_MINUTES: ReadonlySet<OrderWish['type']> = new Set(['finish', 'interrupt', 'review', 'void', 'settle']);

const concernOf = (
  deps: OrderDeps,
  { id: orderId, seniorId, workerId, checkIn, atDoor }: ServiceOrder,
  homeId: CareConcern['homeId'],
  { wish, realNow }: Applying,
  kind: CareConcern['kind'],
): CareConcern =>
  newConcern(deps, {
    ...{ orderId, seniorId, homeId, workerId, kind, proof: checkIn?.proof ?? atDoor?.proof ?? 'none' },
    ...{ askedAt: realNow, ...(wish.type === 'alarm' ? { code: wish.code, fire: wish.fire } : {}) },
  });

/** What the clock does to an order, in the transaction of its job. A fact that is not due writes nothing. */
export async function clockOrder(
  deps: Pick<OrderDeps, 'newId' | 'timeZone'>,
  tx: OrderTransaction,
  id: string,
  command: Extract<
    OrderCommand,
    { type: 'report-late' | 'miss' | 'confirm-silently' | 'return' | 'move' | 'interrupt' | 'cancel' | 'void' }
  >,
  now: Instant,
): Promise<ServiceOrder | null> {
  const order = (await tx.order(id))?.row;
  if (order === undefined) return null;
  const limits = await tx.limits(order.regionId, order.day);
  const by = { role: 'clock', id: null } as const;
  const done = decideOrder(order, command, { now, by, limits });
  if (isRefusal(done) || done.events.length === 0) return null;
  await tx.save(
    done.after,
    null,
    done.events.map((event) => ({ id: deps.newId(), event, note: null })),
  );
  if (command.type === 'interrupt' || command.type === 'void') await countMinutes(deps, tx, done.after);
  if (command.type === 'cancel' || command.type === 'miss') await afterReplacement(deps, tx.quality, id, now);
  if (command.type === 'miss') await callWhoIsAtRisk(deps, tx, done.after, now);
  return done.after;
}

/** CR-37: nobody came to a person at high risk who is at home. */
async function callWhoIsAtRisk(
  deps: Pick<OrderDeps, 'newId' | 'timeZone'>,
  tx: OrderTransaction,
  order: ServiceOrder,
  now: Instant,
): Promise<void> {
  const senior = await tx.senior(order.seniorId, now);
  if (senior === null || senior.away || senior.status === 'deceased' || senior.status === 'moved') return;
  if ((await tx.riskOf(order.seniorId, order.day)) !== 'high') return;
  await tx.calls.insert([callAfterMissed(deps, order, now, deps.timeZone)]);
}
