import { decideCareCall, type CareCall, type CareCallActor, type CareCallCommand } from '@silverbell/care';
import { dateIn, isRefusal, refuse, type HomeId, type Instant, type Refusal, type SeniorId } from '@silverbell/kernel';
import {
  lockedRowToChange,
  rowWritten,
  type RegistryCommand,
  type RegistryResult,
  type RegistryWritten,
} from '../../ports/registry-write.js';
import type { AskedOf } from '../asked.js';
import { newConcern } from '../new-concern.js';
import type { ServicePlan } from '../orders/port.js';
import { keepCareCall } from './plan-calls.js';
import type { CareCallDeps, CareCallTransaction } from './port.js';

const CLOCK: CareCallActor = { role: 'clock', id: null };

export type CareCallWish = Extract<CareCallCommand, { type: 'record' | 'ask-contact' | 'ask-help' }>;
export interface AskedOfCareCall extends AskedOf<CareCallActor> {
  readonly wish: CareCallWish;
}

/** One command on a care call, with everything that follows from it, in one transaction (CR-29). */
export function commandCareCall(deps: CareCallDeps, command: RegistryCommand, asked: AskedOfCareCall): RegistryResult {
  const { actor: by, careNow, wish } = asked;
  return deps.calls.write(command, async (tx): Promise<RegistryWritten | Refusal> => {
    const found = lockedRowToChange(await tx.call(asked.id), asked.ifMatch);
    if (isRefusal(found)) return found;
    const { row: before, regionId, homeId } = found;
    // Where calls are switched off, who is out of reach is still asked for help (CR-09, CR-11).
    if (wish.type !== 'ask-help' && !(await tx.isOn(regionId, command.at))) return refuse('feature-off');
    const today = dateIn(deps.timeZone, careNow);
    const done = decideCareCall(before, wish, { now: careNow, today, by });
    if (isRefusal(done)) return done;
    await keepCareCall(deps, tx, done, by, asked.note);
    await follow(deps, tx, done.after, { wish, careNow, realNow: command.at, homeId });
    const details = { state: done.after.state, role: by.role };
    return rowWritten('care-call', `care-call-${wish.type}`, { id: asked.id, regionId }, details);
  });
}

interface Following {
  readonly wish: CareCallWish;
  readonly careNow: Instant;
  readonly realNow: Instant;
  readonly homeId: HomeId;
}

/** Who was spoken with or seen lives, and her other open calls are served by it; who is out of reach is asked for at her door. */
async function follow(
  deps: CareCallDeps,
  tx: CareCallTransaction,
  call: CareCall,
  { wish, careNow, realNow, homeId }: Following,
): Promise<void> {
  const { id: callId, reached, seniorId } = call;
  if (wish.type === 'ask-help')
    await tx.concern(newConcern(deps, { callId, seniorId, homeId, kind: 'call-unanswered', askedAt: realNow }));
  if (wish.type !== 'record' || reached === null) return;
  await tx.sighted(seniorId, reached.way, realNow);
  const today = dateIn(deps.timeZone, careNow);
  const command: CareCallCommand = { type: 'serve', by: call.id, way: reached.way };
  await apply(deps, tx, await tx.openOf(seniorId, today), command, careNow);
}

async function apply(
  deps: Pick<CareCallDeps, 'newId' | 'timeZone'>,
  tx: CareCallTransaction,
  calls: readonly CareCall[],
  command: CareCallCommand,
  now: Instant,
): Promise<void> {
  const today = dateIn(deps.timeZone, now);
  for (const call of calls) {
    const done = decideCareCall(call, command, { now, today, by: CLOCK });
    if (!isRefusal(done)) await keepCareCall(deps, tx, done, CLOCK, null);
  }
}

/** A person died or moved away: she is not called any more. */
export async function endCareCallsOf(
  deps: Pick<CareCallDeps, 'newId' | 'timeZone'>,
  tx: CareCallTransaction,
  seniorId: SeniorId,
  now: Instant,
): Promise<void> {
  await apply(deps, tx, await tx.openOf(seniorId, dateIn(deps.timeZone, now)), { type: 'cancel' }, now);
}

/** A plan ended: what it owes behind its last day is not called; who is out of reach still is (CR-08). */
export async function endCareCallsOfPlan(
  deps: Pick<CareCallDeps, 'newId' | 'timeZone'>,
  tx: CareCallTransaction,
  { id, seniorId, to }: Pick<ServicePlan, 'id' | 'seniorId' | 'to'>,
  now: Instant,
): Promise<void> {
  const open = await tx.openOf(seniorId, dateIn(deps.timeZone, now));
  const behind = open.filter(
    ({ planId, state, day }) => planId === id && state === 'to-call' && to !== null && day > to,
  );
  await apply(deps, tx, behind, { type: 'cancel' }, now);
}
