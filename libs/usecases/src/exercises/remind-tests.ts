import { defaultPolicy, type Actor, type SignalFacts, type SubjectFacts } from '@silverbell/incidents';
import { as, between, hourIn, hours, type IncidentId, type Instant, type RegionId } from '@silverbell/kernel';
import type { AlertKind } from '@silverbell/vocabulary';
import { executeCommand, type Intent } from '../incidents/execute-command.js';
import { runIncidentCommand } from '../run-incident-command.js';
import type { ExerciseDeps } from './test-window.js';

export const TESTS: Actor = { kind: 'system', id: 'tests' };
const NOBODY: SubjectFacts = { homeId: null, seniorIds: [], dispatchFirst: false, dementia: false, testWindow: false };
const SIGNAL: Omit<SignalFacts, 'kind'> = {
  ...{ deviceId: null, alertId: null, phase: 'raise', certainty: 'likely', doubts: [], test: false },
  ...{ rawId: null, deviceTime: null, batteryPct: null, position: null },
};
/** When a station begins its day: pendants are not tried out at night. */
const FROM_HOUR = 9;
const TO_HOUR = 17;
const NOT_AGAIN_WITHIN = hours(12);

/** Choice of operations: who mounts a device tries it on the same day; the setting `devices.neverHeardAfterS` of a region says otherwise. */
const NEVER_HEARD_AFTER = hours(24);

/**
 * Devices that were not pressed for a month, and registered ones that never said anything, become one piece of work per township and day, not one
 * per home: the person who goes there takes the whole list (`GET /devices?testOverdue=true`, `?neverHeard=true`). It is put away by itself when
 * nothing on it is due any more.
 */
export async function remindTests(deps: ExerciseDeps): Promise<{ readonly raised: number; readonly done: number }> {
  const now = deps.clock.now();
  const untried = await deps.exercises.overdueTests(now, defaultPolicy.limits.testEvery);
  const unheard = await deps.exercises.neverHeard(now, NEVER_HEARD_AFTER);
  const due = new Map<RegionId, AlertKind[]>();
  for (const { regionId } of untried) due.set(regionId, ['test']);
  for (const { regionId } of unheard) due.set(regionId, [...(due.get(regionId) ?? []), 'offline']);
  let raised = 0;
  for (const [regionId, kinds] of due) if (await remind(deps, regionId, kinds, now)) raised += 1;
  const open = await deps.exercises.openReminders();
  const over = open.filter(({ regionId }) => !due.has(regionId));
  for (const { incidentId } of over) await putAway(deps, incidentId, deps.clock.now());
  return { raised, done: over.length };
}

/** `test`: to be tried out; `offline`: never heard. What an open reminder does not say yet joins it. */
async function remind(
  deps: ExerciseDeps,
  regionId: RegionId,
  kinds: readonly AlertKind[],
  now: Instant,
): Promise<boolean> {
  const region = await deps.registry.regionFacts(regionId, now);
  if (region === null) return false;
  const hour = hourIn(region.timeZone, now);
  if (hour < FROM_HOUR || hour >= TO_HOUR) return false;
  const subject = { type: 'region', id: regionId } as const;
  const ref = { by: 'subject', subject, family: 'work' } as const;
  return runIncidentCommand<boolean>(deps, { ref, by: TESTS }, async (found, run) => {
    if (found === null) throw new Error('a subject is always found');
    const { incident, lastClosed } = found;
    if (incident === null && lastClosed !== null && between(lastClosed.closedAt, now) < NOT_AGAIN_WITHIN)
      return { answer: false };
    const news = kinds.filter((kind) => !incident?.kinds.includes(kind));
    if (news.length === 0) return { answer: false };
    for (const [place, kind] of news.entries()) {
      const signal = { ...SIGNAL, kind };
      const refusal = await run.apply(
        incident === null && place === 0
          ? {
              ...{ type: 'raise', incidentId: as<IncidentId>(deps.newId()), subject, family: 'work', regionId },
              ...{ facts: NOBODY, signal, policy: region.policy, operatorOnDuty: region.operatorOnDuty },
              ...{ harsh: false, linkedTo: null, destination: null },
            }
          : { type: 'join-signal', signal, repeat: false },
      );
      if (refusal !== null) throw new Error(`a reminder was refused: ${refusal.refused}`);
    }
    await run.fireDue();
    return { decision: run.result(), saved: () => incident === null };
  });
}

async function putAway(deps: ExerciseDeps, id: IncidentId, now: Instant): Promise<void> {
  const intent: Intent = {
    type: 'close',
    outcome: 'device-repaired',
    note: null,
    proof: {},
    proofText: null,
    // The platform saw a test of every device on the list.
    shown: { deviceHeardAt: now },
  };
  await executeCommand(deps, { ref: { by: 'incident', id }, by: TESTS, intent });
}
