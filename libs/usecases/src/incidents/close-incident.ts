import type { Incident, ShownElsewhere } from '@silverbell/incidents';
import { as, refuse, type DeviceId, type IncidentId } from '@silverbell/kernel';
import { executeCommand, type CommandResult, type CommandRequest, type Intent } from './execute-command.js';
import type { Deps } from '../deps.js';

export type CloseIntent = Omit<Extract<Intent, { type: 'close' }>, 'shown'>;

export interface CloseRequest extends Omit<CommandRequest, 'intent'> {
  /** As the person saw it; what it shows is read again under the lock. */
  readonly incident: Incident;
  /** The incident it is closed into, when the outcome is `merged`. */
  readonly into: IncidentId | null;
  readonly intent: CloseIntent;
}

/**
 * Closes an incident with what the records outside it show: a person can state a proof, but not that a device was heard, that it has a
 * home now, or that another incident carries on. Of a merge the other incident takes the signals over first, in a transaction of its own:
 * a crash in between leaves both open, and a retry does nothing twice.
 */
export async function closeIncident(deps: Deps, request: CloseRequest): Promise<CommandResult> {
  const { incident, into, intent, ...rest } = request;
  const close = (shown: ShownElsewhere): Promise<CommandResult> =>
    executeCommand(deps, { ...rest, intent: { ...intent, shown } });
  if (intent.outcome !== 'merged' || into === null) return close(await shownElsewhere(deps, request));
  const taken = await executeCommand(deps, {
    ref: { by: 'incident', id: into },
    by: rest.by,
    intent: { type: 'take-signals', from: incident },
  });
  if (taken.ok) return close({ mergedInto: into });
  // The retry of a closing that was done gets its stored answer, whatever became of the other incident since.
  const closed = await close({});
  if (closed.ok || closed.refusal.refused !== 'proof-missing') return closed;
  // That the other one is over is no proof either, and must not read as if this one were.
  const needs = { outcome: 'merged', needs: 'other-case', all: 'other-case' } as const;
  const { refusal } = taken;
  return { ...closed, refusal: refusal.refused === 'proof-missing' ? refusal : refuse('proof-missing', needs) };
}

async function shownElsewhere(deps: Deps, { incident, intent }: CloseRequest): Promise<ShownElsewhere> {
  switch (intent.outcome) {
    case 'device-repaired':
    case 'restored':
    case 'device-claimed':
      return deps.registry.deviceRecord(devicesOf(incident), incident.facts.homeId);
    default:
      return {};
  }
}

function devicesOf({ alerts, subject, raisedBy }: Incident): readonly DeviceId[] {
  const own = subject.type === 'device' ? [subject.id] : [];
  const raiser = raisedBy.kind === 'device' ? [as<DeviceId>(raisedBy.id)] : [];
  return [...new Set([...own, ...raiser, ...alerts.map(({ deviceId }) => deviceId)])];
}
