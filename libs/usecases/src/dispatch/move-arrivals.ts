import { arrivalBy, isWorthSaying, type Fix } from '@silverbell/dispatch';
import { assignedDestination, type Assignment, type Incident } from '@silverbell/incidents';
import { seconds, type HelperId } from '@silverbell/kernel';
import { executeCommand } from '../incidents/execute-command.js';
import { isNight, type Deps } from '../deps.js';

export interface OnTheWay {
  readonly incident: Incident;
  readonly assignment: Assignment;
}

/**
 * Where a helper is moves when she is expected, in each case she has set out for: earlier or later, by the estimate that ranked her, with
 * the transport on file, by day or night, and with the numbers of the region of the case.
 */
export async function moveArrivals(
  deps: Deps,
  { helperId, fix, parts }: { readonly helperId: HelperId; readonly fix: Fix; readonly parts: readonly OnTheWay[] },
): Promise<void> {
  const now = deps.clock.now();
  for (const { incident, assignment } of parts) {
    const there = assignedDestination(incident, assignment)?.point;
    if (assignment.state !== 'departed' || !there) continue;
    const { regionId, facts } = incident;
    const policy = await deps.roster.policyFor(regionId, now);
    const need = { at: there, regionId, homeId: facts.homeId, seniorIds: facts.seniorIds, now, limit: 1 };
    const [helper] = await deps.roster.byIds([helperId], { ...need, fixUsableFor: seconds(policy.usableFixS) });
    if (helper === undefined) continue;
    const travelling = { transport: helper.transport, night: isNight(deps.timeZone, now) };
    const etaAt = arrivalBy(fix, there, travelling, now, policy);
    if (etaAt === null || !isWorthSaying(assignment.etaAt, etaAt, policy)) continue;
    await executeCommand(deps, {
      ref: { by: 'assignment', id: assignment.id },
      by: { kind: 'helper', id: helperId },
      intent: { type: 'report-progress', assignmentId: assignment.id, etaAt },
    });
  }
}
