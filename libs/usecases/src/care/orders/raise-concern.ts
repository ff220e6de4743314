import type { Actor, SignalFacts } from '@silverbell/incidents';
import { as, type IncidentId, type TextId } from '@silverbell/kernel';
import type { AlertKind, SceneCode } from '@silverbell/vocabulary';
import { isNight, type Deps } from '../../deps.js';
import { executeCommand, ownerOf } from '../../incidents/execute-command.js';
import { runIncidentCommand } from '../../run-incident-command.js';
import type { CareConcern } from './port.js';

const CARE: Actor = { kind: 'system', id: 'care' };

/** Class F "knock first", B, or C for fire (CR-09). */
const kindOf = ({ kind, fire }: Pick<CareConcern, 'kind' | 'fire'>): AlertKind => {
  if (fire) return 'smoke';
  return nobodyAnswers(kind) ? 'inactivity' : 'unspecified';
};
const nobodyAnswers = (kind: CareConcern['kind']): boolean =>
  kind === 'no-entry' || kind === 'visit-empty' || kind === 'call-unanswered';

const SCENE_OF_ALARM: Readonly<Record<NonNullable<CareConcern['code']>, SceneCode>> = {
  unresponsive: 'unresponsive',
  'need-120': 'need-120',
  'need-119': 'need-119',
  'need-110': 'need-110',
  danger: 'danger',
};

/**
 * The one door from daytime care into the emergency side (CR-09): the home's open incident is joined, or a new one opened, with what care
 * knows as its note; then the worker becomes the helper at the door, and says there what she found. Told twice it is one incident: the
 * second time it joins. `null`: the home is not on file any more.
 * @param facts what care knows, for the operator to read
 */
export async function raiseConcern(deps: Deps, concern: CareConcern, facts: string): Promise<IncidentId | null> {
  const incidentId = await openOrJoin(deps, concern, facts);
  if (incidentId !== null && concern.workerId !== null) await putAtDoor(deps, concern, incidentId);
  return incidentId;
}

async function openOrJoin(deps: Deps, concern: CareConcern, body: string): Promise<IncidentId | null> {
  const now = deps.clock.now();
  const home = await deps.registry.homeFacts(concern.homeId, now);
  if (home === null) return null;
  const subject = { type: 'home', id: concern.homeId } as const;
  const signal: SignalFacts = {
    ...{ deviceId: null, alertId: null, kind: kindOf(concern), phase: 'raise' },
    ...{ certainty: nobodyAnswers(concern.kind) ? 'likely' : 'witnessed', doubts: [], test: false, rawId: null },
    ...{ deviceTime: null, batteryPct: null, position: null },
  };
  const ref = { by: 'subject', subject, family: 'emergency' } as const;
  return runIncidentCommand<IncidentId | null>(deps, { ref, by: CARE }, async (found, run) => {
    if (found === null) throw new Error('a subject is always found');
    const { incident } = found;
    const facts = { ...home.facts, testWindow: false };
    if (incident !== null) await run.apply({ type: 'join-signal', signal, repeat: false });
    else
      await run.apply(
        {
          ...{ type: 'raise', incidentId: as<IncidentId>(deps.newId()), subject, family: 'emergency', signal, facts },
          ...{ regionId: home.regionId, policy: home.policy, operatorOnDuty: home.operatorOnDuty },
          ...{ harsh: isNight(deps.timeZone, now), linkedTo: found.lastClosed?.incidentId ?? null },
          destination:
            home.homePoint === null ? null : { choice: 'home', point: home.homePoint, reason: 'no-fresh-fix' },
        },
        {
          at: home.homePoint === null ? null : { choice: 'home', point: home.homePoint },
          ...{ regionId: home.regionId, homeId: home.homeId, seniorIds: facts.seniorIds, lifting: false },
        },
      );
    const text = { id: as<TextId>(deps.newId()), what: 'note' as const, body };
    await run.apply({ type: 'note', text: text.id, fromFamily: false });
    if (concern.workerId !== null)
      await run.apply({
        ...{ type: 'make-offers', helperIds: [concern.workerId], reason: 'at-the-door', present: true },
      });
    await run.fireDue();
    const decision = run.result();
    return {
      decision,
      texts: [{ ...text, owner: ownerOf({ facts, subject }) }],
      saved: () => decision.after.id,
    };
  });
}

/** She need not take an offer that is for where she stands: it is accepted for her, and she has arrived. */
async function putAtDoor(deps: Deps, concern: CareConcern, incidentId: IncidentId): Promise<void> {
  const by: Actor = { kind: 'helper', id: concern.workerId ?? '' };
  const found = await deps.incidents.findIncident(incidentId);
  const offer = found?.incident.offers.findLast((one) => one.helperId === concern.workerId && one.state === 'open');
  if (offer !== undefined)
    await executeCommand(deps, {
      ref: { by: 'offer', id: offer.id },
      by,
      intent: { type: 'accept', offerId: offer.id },
    });
  const now = await deps.incidents.findIncident(incidentId);
  const hers = now?.incident.assignments.findLast(
    (one) => one.helperId === concern.workerId && one.state !== 'finished' && one.state !== 'withdrawn',
  );
  if (hers === undefined) return;
  const ref = { by: 'assignment', id: hers.id } as const;
  const proof = concern.proof === 'none' ? 'unproven' : concern.proof === 'position' ? 'position' : 'door-tag';
  const doorTagMatches = proof === 'door-tag' ? true : null;
  const arrive = { type: 'arrive', assignmentId: hers.id, proof, doorTagMatches } as const;
  await executeCommand(deps, { ref, by, intent: arrive });
  const code: SceneCode | null =
    concern.kind === 'no-entry' ? 'no-reply-at-door' : concern.code === null ? null : SCENE_OF_ALARM[concern.code];
  if (code !== null)
    await executeCommand(deps, { ref, by, intent: { type: 'report-scene', assignmentId: hers.id, code } });
}
