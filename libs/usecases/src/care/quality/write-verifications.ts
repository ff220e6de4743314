import {
  decideVerification,
  replacedFor,
  type Verification,
  type VerificationActor,
  type VerificationCommand,
} from '@silverbell/care';
import {
  as,
  dateIn,
  isRefusal,
  refuse,
  type HelperId,
  type Instant,
  type Refusal,
  type RegionId,
} from '@silverbell/kernel';
import type { HeardSide, ReplacedFor, VerificationResult } from '@silverbell/vocabulary';
import {
  lockedRowToChange,
  rowWritten,
  type RegistryCommand,
  type RegistryResult,
  type RegistryWritten,
} from '../../ports/registry-write.js';
import type { AskedOf } from '../asked.js';
import { ownAffair } from '../own-affair.js';
import { recheckWorker } from '../orders/follow-people.js';
import type { OrderDeps } from '../orders/port.js';
import { applyWish } from '../orders/write-orders.js';
import type { QualityDeps, QualityTransaction } from './port.js';

/** A request about a verification over HTTP; what returns to be assigned, and until when, is looked up. */
export type VerificationWish =
  | { readonly type: 'hear'; readonly side: HeardSide }
  | { readonly type: 'decide'; readonly result: VerificationResult; readonly replacedFor: ReplacedFor | null };

export interface AskedOfVerification extends AskedOf<VerificationActor> {
  readonly wish: VerificationWish;
}

/** One command on a verification; a decision restarts both counts and takes her orders with those she is replaced for (CR-50, CR-51). */
export function commandVerification(
  deps: QualityDeps,
  command: RegistryCommand,
  asked: AskedOfVerification,
): RegistryResult {
  return deps.quality.write(command, async (tx): Promise<RegistryWritten | Refusal> => {
    const found = lockedRowToChange(await tx.verification(asked.id), asked.ifMatch);
    if (isRefusal(found)) return found;
    const { row: verification } = found;
    const { careNow: now, actor: by, wish } = asked;
    const seniorIds = await tx.seniorsOf(verification);
    const own = await ownAffair(tx, command.by, { seniorIds, workerIds: [verification.workerId] });
    if (own !== null) return own;
    const intent = await intentOf(deps, tx, verification, asked);
    const done = decideVerification(verification, intent, { now, by });
    if (isRefusal(done)) return done;
    const steps = done.events.map((event) => ({ id: deps.newId(), event, note: asked.note }));
    await tx.saveVerification(done.after, command.by, steps);
    if (wish.type === 'decide') await takeAway(deps, tx, done.after, now);
    const about = { id: asked.id, regionId: as<RegionId>(verification.regionId) };
    return rowWritten('care-verification', `verification-${wish.type}`, about, { state: done.after.state, ...wish });
  });
}

async function intentOf(
  { timeZone }: QualityDeps,
  tx: QualityTransaction,
  verification: Verification,
  { wish, careNow }: AskedOfVerification,
): Promise<VerificationCommand> {
  if (wish.type === 'hear') return wish;
  const whom = await concerned(tx, verification, replacedFor(wish.result, wish.replacedFor));
  const held = await tx.orders.ordersInHand(as<HelperId>(verification.workerId));
  const waiting = held.filter(({ state, seniorId }) => state === 'assigned' && whom.has(seniorId)).map(({ id }) => id);
  const { replaceDue } = await tx.terms(verification.regionId, dateIn(timeZone, careNow));
  return { ...wish, waiting, replaceDue };
}

const concerned = async (
  tx: QualityTransaction,
  verification: Verification,
  whom: ReplacedFor | null,
): Promise<ReadonlySet<string>> => {
  if (whom === null) return new Set();
  return new Set(whom === 'all' ? await tx.seniorsServedBy(verification.workerId) : await tx.seniorsOf(verification));
};

/** Her orders with them return to be assigned, and she is not assigned to them again. */
async function takeAway(
  deps: QualityDeps,
  tx: QualityTransaction,
  verification: Verification,
  now: Instant,
): Promise<void> {
  await tx.lock(verification.workerId);
  await tx.restartCounts(verification);
  if (verification.replacedFor === null) return;
  const seniorIds = await concerned(tx, verification, verification.replacedFor);
  await tx.replace(
    verification.workerId,
    [...seniorIds].map((id) => as(id)),
    now,
  );
  await recheckWorker(deps, tx.orders, as<HelperId>(verification.workerId), now);
}

export interface AskedInStead extends Omit<AskedOfVerification, 'wish' | 'note'> {
  readonly orderId: string;
  readonly workerId: HelperId;
  readonly secondWorkerId: HelperId | null;
}

/** The provider let its term pass: the township gives an order that waits to another worker (CR-51). */
export function assignInStead(deps: OrderDeps, command: RegistryCommand, asked: AskedInStead): RegistryResult {
  return deps.orders.write(command, async (tx): Promise<RegistryWritten | Refusal> => {
    const { orderId, workerId, secondWorkerId, actor, careNow } = asked;
    const order = (await tx.order(orderId))?.row;
    const found = lockedRowToChange(await tx.quality.verification(asked.id), asked.ifMatch);
    if (isRefusal(found)) return found;
    const refusal = decideVerification(found.row, { type: 'assign' }, { now: careNow, by: actor });
    if (isRefusal(refusal)) return refusal;
    if (order === undefined || !found.row.waiting.includes(orderId)) return refuse('not-found');
    const done = await applyWish(deps, tx, order, {
      ...{ wish: { type: 'assign', workerId, secondWorkerId }, note: null, careNow, realNow: command.at },
      actor: { role: 'stand-in', id: command.by },
    });
    if (isRefusal(done)) return done;
    return {
      id: asked.id,
      audit: {
        ...{ action: 'order-assign', subjectKind: 'service-order', subjectId: orderId, regionId: done.regionId },
        details: { state: done.state, role: 'stand-in', verification: asked.id },
      },
    };
  });
}
