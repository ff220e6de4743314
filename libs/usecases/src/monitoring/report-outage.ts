import type { ListedName, SignalFacts, Subject, SubjectFacts } from '@silverbell/incidents';
import { as, refuse, type DeviceId, type IncidentId, type RegionId, type SeniorId } from '@silverbell/kernel';
import type { OutagePlace } from '@silverbell/monitoring';
import { executeCommand, type CommandResult } from '../incidents/execute-command.js';
import { PRESENCE } from '../incidents/receive-signal/index.js';
import { isNight, type Deps } from '../deps.js';
import { runIncidentCommand } from '../run-incident-command.js';

/** Whose outage it is: one open incident per place. */
export function subjectOfPlace(place: OutagePlace): Subject {
  switch (place.type) {
    case 'region':
      return { type: 'region', id: place.id };
    case 'home':
      return { type: 'home', id: place.id };
    case 'hub':
      return { type: 'device', id: place.id };
    case 'carrier':
      return { type: 'platform', id: `carrier:${place.id}` };
  }
}

export function placeOfSubject(subject: Subject): OutagePlace | null {
  switch (subject.type) {
    case 'region':
      return { type: 'region', id: subject.id };
    case 'home':
      return { type: 'home', id: subject.id };
    case 'device':
      return { type: 'hub', id: as<DeviceId>(subject.id) };
    case 'platform':
      return subject.id.startsWith('carrier:') ? { type: 'carrier', id: subject.id.slice('carrier:'.length) } : null;
    default:
      return null;
  }
}

const NOBODY: SubjectFacts = { homeId: null, seniorIds: [], dispatchFirst: false, dementia: false, testWindow: false };

const SIGNAL: SignalFacts = {
  deviceId: null,
  alertId: null,
  kind: 'offline',
  phase: 'raise',
  certainty: 'likely',
  doubts: [],
  test: false,
  rawId: null,
  deviceTime: null,
  batteryPct: null,
  position: null,
};

/** The way to call of these people is gone: they stand in the one open incident of that place, which is opened if there is none. */
export async function reportOutage(
  deps: Deps,
  place: OutagePlace,
  regionId: RegionId,
  names: readonly ListedName[],
): Promise<IncidentId> {
  const now = deps.clock.now();
  const home = place.type === 'home' ? await deps.registry.homeFacts(place.id, now) : null;
  const region = home ?? (await deps.registry.regionFacts(regionId, now));
  if (region === null) throw new Error('an outage in a region nobody knows');
  const subject = subjectOfPlace(place);
  const ref = { by: 'subject', subject, family: 'outage' } as const;
  return runIncidentCommand<IncidentId>(deps, { ref, by: PRESENCE }, async (found, run) => {
    if (found === null) throw new Error('a subject is always found');
    const refusal =
      found.incident === null
        ? await run.apply({
            type: 'raise',
            incidentId: as<IncidentId>(deps.newId()),
            subject,
            family: 'outage',
            regionId: home?.regionId ?? regionId,
            facts: home?.facts ?? NOBODY,
            signal: SIGNAL,
            policy: region.policy,
            operatorOnDuty: region.operatorOnDuty,
            harsh: isNight(deps.timeZone, now),
            linkedTo: found.lastClosed?.incidentId ?? null,
            names,
            destination: home?.homePoint ? { choice: 'home', point: home.homePoint, reason: 'registered-home' } : null,
          })
        : await run.apply({ type: 'list-names', names });
    if (refusal !== null) throw new Error(`an outage was refused: ${refusal.refused}`);
    await run.fireDue();
    const decision = run.result();
    const { id } = decision.after;
    return decision.events.length === 0 ? { answer: id } : { decision, saved: () => id };
  });
}

export const reportNamesReachable = (
  deps: Deps,
  id: IncidentId,
  seniorIds: readonly SeniorId[],
): Promise<CommandResult> =>
  executeCommand(deps, { ref: { by: 'incident', id }, by: PRESENCE, intent: { type: 'hear-names', seniorIds } });

/** Its people are listed in a wider outage now. An operator who attends it decides that herself. */
export async function closeAsMergedInto(deps: Deps, id: IncidentId, wider: IncidentId): Promise<CommandResult> {
  if (id === wider) return { ok: false, refusal: refuse('not-found'), incident: null };
  const intent = {
    type: 'close',
    outcome: 'merged',
    note: null,
    proof: { otherIncidentId: wider },
    proofText: null,
    // The platform listed every name of this incident in the wider one before.
    shown: { mergedInto: wider },
  } as const;
  return executeCommand(deps, { ref: { by: 'incident', id }, by: PRESENCE, intent });
}
