import { amountFen, type Fen } from '../money/money.js';
import { countsNow } from './counts.js';
import type { QuotedItem, ServiceOrder } from './order.js';
import type { VisitMinutes } from './minutes.js';

/** Price × count of each item (CR-34). */
export const itemsFen = (items: readonly QuotedItem[]): Fen =>
  items.reduce((sum, { count, priceFen }) => sum + count * priceFen, 0);

/**
 * What the senior pays herself for a visit (CR-34): the extra minutes that were agreed before it, and each quoted item that was done. Without an
 * agreement before the visit she pays nothing, whatever was done; nor of a visit that is void, or that does not count before its review passed.
 */
export function selfPaidFen(
  {
    quote,
    doneItems = [],
    state,
    marks,
    review,
  }: Pick<ServiceOrder, 'quote' | 'doneItems' | 'state' | 'marks' | 'review'>,
  { extra, unagreed }: Pick<VisitMinutes, 'extra' | 'unagreed'>,
): Fen {
  if (quote === null || quote.acceptedAt === null || state === 'void' || !countsNow({ marks, review })) return 0;
  const done = (quote.items ?? []).filter(({ code }) => doneItems.includes(code));
  return amountFen(extra - unagreed, quote.rateFenPerHour) + itemsFen(done);
}
