import { type Actor, type Practice, type SignalFacts, type Subject } from '@silverbell/incidents';
import {
  as,
  refuse,
  type DeviceId,
  type HomeId,
  type IncidentId,
  type Instant,
  type Refusal,
} from '@silverbell/kernel';
import type { AlertKind } from '@silverbell/vocabulary';
import { no as refused, type CommandResult } from '../incidents/execute-command.js';
import type { HomeFacts } from '../ports/index.js';
import { isNight } from '../deps.js';
import { runIncidentCommand } from '../run-incident-command.js';
import { isDrillOpen, type Drill } from './port.js';
import type { ExerciseDeps } from './test-window.js';

export interface DrillPress {
  readonly drillId: string;
  readonly by: Actor;
  readonly homeId: HomeId | null;
  /** Its home is meant; it hears marked receipts. */
  readonly deviceId: DeviceId | null;
  readonly kind: AlertKind;
  readonly certainty: SignalFacts['certainty'];
}

const no = (refusal: Refusal): CommandResult => refused(refusal).answer;

/** A simulated press. It opens or joins an incident of the drill; where a real incident is open it opens nothing (H13). */
export async function pressInDrill(deps: ExerciseDeps, press: DrillPress): Promise<CommandResult> {
  const now = deps.clock.now();
  const drill = await deps.exercises.drill(press.drillId);
  if (drill === null) return no(refuse('not-found'));
  if (!isDrillOpen(drill, now)) return no(refuse('drill-over'));
  const boundTo = await homeOf(deps, press.deviceId, now);
  const homeId = press.homeId ?? boundTo;
  if (boundTo !== null && boundTo !== homeId) return no(refuse('not-in-drill'));
  const home = homeId === null ? null : await deps.registry.homeFacts(homeId, now);
  if (home === null) return no(refuse('home-unknown'));
  if (!(await takesPart(deps, drill, home, press.deviceId))) return no(refuse('not-in-drill'));
  return raiseOrJoin(deps, drill, home, press, now);
}

async function homeOf(deps: ExerciseDeps, deviceId: DeviceId | null, now: Instant): Promise<HomeId | null> {
  return deviceId === null ? null : (await deps.registry.deviceFacts({ id: deviceId, child: null }, now)).homeId;
}

/** Named homes and devices only, where any are named. */
async function takesPart(
  deps: ExerciseDeps,
  drill: Drill,
  { homeId, regionId }: HomeFacts,
  deviceId: DeviceId | null,
): Promise<boolean> {
  if (drill.homeIds.includes(homeId) || (deviceId !== null && drill.deviceIds.includes(deviceId))) return true;
  const everybody = drill.homeIds.length === 0 && drill.deviceIds.length === 0;
  return everybody && deps.exercises.isIn(drill.regionId, regionId);
}

async function raiseOrJoin(
  deps: ExerciseDeps,
  drill: Drill,
  home: HomeFacts,
  { by, deviceId, kind, certainty }: DrillPress,
  now: Instant,
): Promise<CommandResult> {
  const subject: Subject = { type: 'home', id: home.homeId };
  const facts = { ...home.facts, testWindow: false };
  const practice: Practice = {
    kind: 'drill',
    drillId: drill.id,
    helperIds: drill.helperIds,
    over: drill.until,
    endedBy: null,
  };
  const signal: SignalFacts = {
    ...{ deviceId, alertId: deviceId === null ? null : `drill:${deps.newId()}`, kind, phase: 'raise', certainty },
    ...{ doubts: [], test: false, rawId: null, deviceTime: null, batteryPct: null, position: null },
  };
  const ref = { by: 'subject', subject, family: 'drill' } as const;
  return runIncidentCommand<CommandResult>(deps, { ref, by }, async (found, run) => {
    if (found === null) throw new Error('a subject is always found');
    const { incident, alsoOpen } = found;
    const real = alsoOpen.find(({ family }) => family === 'emergency');
    if (real !== undefined) return refused(refuse('real-case-open'), real);
    const refusal =
      incident === null
        ? await run.apply(
            {
              type: 'raise',
              incidentId: as<IncidentId>(deps.newId()),
              subject,
              family: 'drill',
              regionId: home.regionId,
              facts,
              signal,
              policy: home.policy,
              operatorOnDuty: home.operatorOnDuty,
              harsh: isNight(deps.timeZone, now),
              linkedTo: null,
              practice,
              destination:
                home.homePoint === null ? null : { choice: 'home', point: home.homePoint, reason: 'registered-home' },
            },
            {
              at: home.homePoint === null ? null : { choice: 'home', point: home.homePoint },
              regionId: home.regionId,
              homeId: home.homeId,
              seniorIds: facts.seniorIds,
              lifting: kind === 'fall',
            },
          )
        : await run.apply({ type: 'join-signal', signal, repeat: false });
    if (refusal !== null) return refused(refusal, incident);
    await run.fireDue();
    const decision = run.result();
    return {
      decision,
      saved: (number) => ({ ok: true, incident: decision.after, number, events: decision.events, replayed: false }),
    };
  });
}
