import { deliveredMinutes, shareAllowance, type ServiceOrder } from '@silverbell/care';
import { as, dateIn, type SeniorId } from '@silverbell/kernel';
import type { OrderDeps, OrderTransaction } from './port.js';

/**
 * Counts the minutes of all visits that share the allowance of this one, and keeps them (CR-33). Called after whatever may have moved them:
 * a later check-in that arrives first, a visit that is void, one whose review passed. Where its worker was with another senior at the same
 * time, the minutes of that one are counted anew as well: the later of the two yields.
 */
export async function countMinutes(
  { timeZone }: Pick<OrderDeps, 'timeZone'>,
  tx: OrderTransaction,
  { id, state, seniorId, day }: Pick<ServiceOrder, 'id' | 'state' | 'seniorId' | 'day'>,
): Promise<void> {
  if (state === 'void') await tx.keepMinutes(new Map([[id, NOTHING]]));
  const around = await countOf(tx, seniorId, day);
  const others = new Map(
    around
      .filter((visit) => visit.seniorId !== seniorId)
      .map((visit) => [`${visit.seniorId} ${dateIn(timeZone, visit.from)}`, visit]),
  );
  for (const visit of others.values()) await countOf(tx, as<SeniorId>(visit.seniorId), dateIn(timeZone, visit.from));
}

const NOTHING = { delivered: 0, subsidised: 0, extra: 0, unagreed: 0 };

/** Minutes that the public still pays on the days that share with this one (CR-33). */
export async function minutesLeft(
  tx: OrderTransaction,
  { seniorId, day }: Pick<ServiceOrder, 'seniorId' | 'day'>,
): Promise<number> {
  const { allowance, shared } = await sharedOf(tx, seniorId, day);
  return [...shared.values()].reduce((left, { subsidised }) => left - subsidised, allowance);
}

async function countOf(tx: OrderTransaction, seniorId: SeniorId, day: ServiceOrder['day']) {
  await tx.lock([seniorId]);
  const { around, shared } = await sharedOf(tx, seniorId, day);
  await tx.keepMinutes(shared);
  return around;
}

async function sharedOf(tx: OrderTransaction, seniorId: SeniorId, day: ServiceOrder['day']) {
  const { minutes, from, to } = await tx.allowance(seniorId, day);
  const around = await tx.visits(seniorId, from, to);
  const own = around.filter((visit) => visit.seniorId === seniorId);
  const shared = shareAllowance(own, minutes, (visit) => deliveredMinutes(visit, around));
  return { allowance: minutes, around, shared };
}
