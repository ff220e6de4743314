import { assignedDestination, type SignalFacts } from '@silverbell/incidents';
import { as, type HelperId, type IncidentId } from '@silverbell/kernel';
import { isNight, type Deps } from '../deps.js';
import { runIncidentCommand } from '../run-incident-command.js';

/**
 * A helper who is silent on the scene, or asks for help, gets an incident of her own (H09): dispatched at once, to where she was going.
 * It is told through the outbox, because one transaction locks one subject; told twice, it is still one incident.
 */
export async function raiseHelperIncident(deps: Deps, helperId: HelperId, from: IncidentId): Promise<void> {
  const origin = (await deps.incidents.findIncident(from))?.incident;
  if (origin === undefined) throw new Error('the case this came from is gone');
  const facts = { homeId: null, seniorIds: [], dispatchFirst: true, dementia: false, testWindow: false };
  const signal: SignalFacts = {
    deviceId: null,
    alertId: null,
    kind: 'unspecified',
    phase: 'raise',
    certainty: 'likely',
    doubts: [],
    test: false,
    rawId: null,
    deviceTime: null,
    batteryPct: null,
    position: null,
  };
  // Of a split offer she was going to her own place.
  const going = origin.assignments.findLast((one) => one.helperId === helperId);
  const where = going === undefined ? origin.destination : assignedDestination(origin, going);
  const subject = { type: 'helper', id: helperId } as const;
  const ref = { by: 'subject', subject, family: 'emergency' } as const;
  await runIncidentCommand<null>(deps, { ref, by: { kind: 'system', id: 'helper-watch' } }, async (found, run) => {
    if (found === null || found.incident !== null) return { answer: null }; // she has her incident already
    await run.apply(
      {
        type: 'raise',
        incidentId: as<IncidentId>(deps.newId()),
        subject,
        family: 'emergency',
        regionId: origin.regionId,
        facts,
        signal,
        policy: origin.policy,
        operatorOnDuty: true,
        harsh: isNight(deps.timeZone, run.now),
        linkedTo: from,
        destination: where === null ? null : { choice: where.choice, point: where.point, reason: 'helper-said' },
      },
      {
        at: where,
        regionId: origin.regionId,
        homeId: null,
        seniorIds: origin.facts.seniorIds,
        lifting: false,
      },
    );
    await run.fireDue();
    return { decision: run.result(), saved: () => null };
  });
}
