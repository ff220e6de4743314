import { defaultPolicy, type Actor, type SignalFacts, type SubjectFacts } from '@silverbell/incident';
import { as, between, hourIn, hours, type IncidentId, type Instant, type RegionId } from '@silverbell/kernel';
import { act, announce, type Intent } from '../act.js';
import { changeOf, Deciding, outboxFor, type Decision } from '../decision.js';
import type { OutboxRow } from '../ports/index.js';
import type { PracticeRooms } from './test-window.js';

export const TESTS: Actor = { kind: 'system', id: 'tests' };
const NOBODY: SubjectFacts = { homeId: null, seniorIds: [], dispatchFirst: false, dementia: false, testWindow: false };
const SIGNAL: SignalFacts = {
  ...{ deviceId: null, alertId: null, kind: 'test', phase: 'raise', certainty: 'likely', doubts: [], test: false },
  ...{ rawId: null, deviceTime: null, batteryPct: null, position: null },
};
/** When a station begins its day: nobody tries a pendant out at night. */
const FROM_HOUR = 9;
const TO_HOUR = 17;
const NOT_AGAIN_WITHIN = hours(12);

/**
 * Devices nobody pressed for a month become one piece of work per township and day, not one per home: whoever goes there takes the
 * whole list (`GET /devices?testOverdue=true`). It is put away by itself when nothing on it is due any more.
 */
export async function remindTests(rooms: PracticeRooms): Promise<{ readonly raised: number; readonly done: number }> {
  const now = rooms.clock.now();
  const due = await rooms.practice.overdueTests(now, defaultPolicy.limits.testEvery);
  let raised = 0;
  for (const { regionId } of due) if (await remind(rooms, regionId, now)) raised += 1;
  const open = await rooms.practice.openReminders();
  const over = open.filter((one) => !due.some(({ regionId }) => regionId === one.regionId));
  for (const { incidentId } of over) await putAway(rooms, incidentId, rooms.clock.now());
  return { raised, done: over.length };
}

async function remind(rooms: PracticeRooms, regionId: RegionId, now: Instant): Promise<boolean> {
  const region = await rooms.registry.regionFacts(regionId, now);
  if (region === null) return false;
  const hour = hourIn(region.timeZone, now);
  if (hour < FROM_HOUR || hour >= TO_HOUR) return false;
  const subject = { type: 'region', id: regionId } as const;
  let done: { decision: Decision; outbox: readonly OutboxRow[] } | null = null;
  const raised = await rooms.cases.transaction(async (tx) => {
    done = null;
    const locked = await tx.lock({ by: 'subject', subject, family: 'work' }, { now });
    if (locked === null) throw new Error('a subject gets its row on first sight');
    if (locked.incident !== null) return false;
    if (locked.lastClosed !== null && between(locked.lastClosed.closedAt, now) < NOT_AGAIN_WITHIN) return false;
    const deciding = new Deciding(rooms, now, TESTS, null);
    const refusal = await deciding.take({
      ...{ type: 'raise', incidentId: as<IncidentId>(rooms.newId()), subject, family: 'work', regionId },
      ...{ facts: NOBODY, signal: SIGNAL, policy: region.policy, operatorOnDuty: region.operatorOnDuty },
      ...{ harsh: false, linkedTo: null, destination: null },
    });
    if (refusal !== null) throw new Error(`a reminder was refused: ${refusal.refused}`);
    await deciding.fireDue();
    const decision = deciding.result();
    const outbox = await outboxFor(rooms, decision, now);
    await tx.save(changeOf(decision, outbox, {}));
    done = { decision, outbox };
    return true;
  });
  announce(rooms, done);
  return raised;
}

async function putAway(rooms: PracticeRooms, id: IncidentId, now: Instant): Promise<void> {
  const intent: Intent = {
    type: 'close',
    outcome: 'device-repaired',
    note: null,
    proof: {},
    proofText: null,
    // The platform saw a test of every device on the list.
    shown: { deviceHeardAt: now },
  };
  await act(rooms, { ref: { by: 'incident', id }, by: TESTS, intent });
}
