import type { Incident } from '@silverbell/incidents';
import { dateIn } from '@silverbell/kernel';
import { executeCommand, type CommandRequest, type CommandResult, type Intent } from './execute-command.js';
import type { Deps } from '../deps.js';

type Recorded = Omit<Extract<Intent, { type: 'record-follow-up' }>, 'type' | 'day'>;

export interface FollowUpRequest extends Omit<CommandRequest, 'intent' | 'ref'> {
  readonly incident: Pick<Incident, 'id' | 'regionId'>;
  readonly recorded: Recorded;
}

/** Which tries lie on one day is decided by the clock on the wall of the region. */
export async function recordFollowUp(
  deps: Deps,
  { incident, recorded, ...request }: FollowUpRequest,
): Promise<CommandResult> {
  const now = deps.clock.now();
  const region = await deps.registry.regionFacts(incident.regionId, now);
  return executeCommand(deps, {
    ...request,
    ref: { by: 'incident', id: incident.id },
    intent: { type: 'record-follow-up', ...recorded, day: dateIn(region?.timeZone ?? deps.timeZone, now) },
  });
}
