import {
  decideCareCall,
  type CareCall,
  type CareCallActor,
  type CareCallDecided,
  type CivilDay,
  type ServiceOrder,
} from '@silverbell/care';
import { after, dateIn, hours, isRefusal, timeIn, type IdSource, type Instant } from '@silverbell/kernel';
import type { CareCallPlan, CareCallPlanSearch, CareCallTransaction, CareCallChange } from './port.js';

/** Plans or calls that are read at once. */
const PAGE = 500;
const CLOCK: CareCallActor = { role: 'clock', id: null };
interface Needs {
  readonly newId: IdSource;
}

/**
 * What every civil date begins with: calls of days before that were not made end, then the queue of the day is filled (CR-29). It holds one day:
 * a call that is owed next week is no work of today. Repeated, it changes nothing.
 */
export async function planCareCalls(
  deps: Needs,
  tx: CareCallTransaction,
  { today, now, realNow }: CareCallPlanSearch,
  /** Between two batches: so that alerts on the same machine do not wait. */
  rest: () => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  await endDaysBefore(deps, tx, today, now, rest);
  let last = '';
  for (;;) {
    const plans = await tx.plans({ today, now, realNow }, last, PAGE);
    await tx.insert(plans.filter(({ isOn }) => isOn).map((plan) => careCallOf(deps, plan, today, now)));
    const end = plans.at(-1);
    if (end === undefined || plans.length < PAGE) return;
    last = end.id;
    await rest();
  }
}

async function endDaysBefore(
  deps: Needs,
  tx: CareCallTransaction,
  today: CivilDay,
  now: Instant,
  rest: () => Promise<void>,
): Promise<void> {
  for (;;) {
    const over = await tx.over(today, PAGE);
    for (const { call, served } of over) {
      const done = decideCareCall(call, { type: served ? 'close' : 'cancel' }, { now, today, by: CLOCK });
      if (isRefusal(done)) throw new Error(`a call that is over is ${call.state}`);
      await keepCareCall(deps, tx, done, CLOCK, null);
    }
    if (over.length < PAGE) return;
    await rest();
  }
}

export const careCallOf = (
  deps: Needs,
  { id: planId, seniorId, starts, ends }: Omit<CareCallPlan, 'isOn'>,
  today: CivilDay,
  now: Instant,
): CareCallChange => owedCall(deps, { planId, seniorId, starts, ends, day: today }, now);

/** A person at high risk whose visit was missed is called within two hours, on the day of the visit (CR-37). */
export function callAfterMissed(
  deps: Needs,
  { id: orderId, seniorId, day }: Pick<ServiceOrder, 'id' | 'seniorId' | 'day'>,
  now: Instant,
  timeZone: string,
): CareCallChange {
  const by = after(now, hours(CALLED_WITHIN_H));
  const ends = dateIn(timeZone, by) === day ? timeIn(timeZone, by) : '23:59';
  return owedCall(deps, { planId: null, orderId, seniorId, starts: timeIn(timeZone, now), ends, day }, now);
}
const CALLED_WITHIN_H = 2;

function owedCall(
  { newId }: Needs,
  about: Pick<CareCall, 'planId' | 'orderId' | 'seniorId' | 'starts' | 'ends' | 'day'>,
  now: Instant,
): CareCallChange {
  const call: CareCall = {
    ...{ ...about, id: newId(), version: 1, state: 'to-call', tries: [], contact: null, reached: null },
    ...{ helpAskedAt: null, dueOn: about.day },
  };
  return {
    after: call,
    by: null,
    step: { id: newId(), event: { type: 'planned', at: now, by: CLOCK, call }, note: null },
  };
}

export async function keepCareCall(
  { newId }: Needs,
  tx: Pick<CareCallTransaction, 'save'>,
  { after, events }: CareCallDecided,
  { id: by }: CareCallActor,
  note: string | null,
): Promise<void> {
  for (const event of events) await tx.save({ after, by, step: { id: newId(), event, note } });
}
