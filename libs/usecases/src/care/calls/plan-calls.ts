import {
  decideCareCall,
  type CareCall,
  type CareCallActor,
  type CareCallDecided,
  type CivilDay,
} from '@silverbell/care';
import { isRefusal, type IdSource, type Instant } from '@silverbell/kernel';
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
  let after = '';
  for (;;) {
    const plans = await tx.plans({ today, now, realNow }, after, PAGE);
    await tx.insert(plans.filter(({ isOn }) => isOn).map((plan) => careCallOf(deps, plan, today, now)));
    const last = plans.at(-1);
    if (last === undefined || plans.length < PAGE) return;
    after = last.id;
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

export function careCallOf(
  { newId }: Needs,
  plan: Omit<CareCallPlan, 'isOn'>,
  today: CivilDay,
  now: Instant,
): CareCallChange {
  const { id: planId, seniorId, starts, ends } = plan;
  const call: CareCall = {
    ...{ id: newId(), version: 1, state: 'to-call', planId, seniorId, day: today, starts, ends },
    ...{ tries: [], contact: null, reached: null, helpAskedAt: null, dueOn: today },
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
