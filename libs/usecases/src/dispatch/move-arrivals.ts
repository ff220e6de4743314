import { arrivalBy, isWorthSaying, type Fix } from '@silverbell/dispatch';
import { assignedDestination, type Assignment, type Incident } from '@silverbell/incidents';
import { seconds, type HelperId } from '@silverbell/kernel';
import { executeCommand } from '../incidents/execute-command.js';
import { isNight, type Deps } from '../deps.js';

/** An incident, and the part of the helper in it. */
export interface HelperTask {
  readonly incident: Incident;
  readonly assignment: Assignment;
}

/**
 * A new position of a helper changes when she is expected in each incident she has set out for. The estimate is the one by which she was ranked:
 * her transport on file, day or night, and the settings of the region of the incident. Recorded as said by the helper, because her phone said it.
 */
export async function moveArrivals(
  deps: Deps,
  { helperId, fix, tasks }: { readonly helperId: HelperId; readonly fix: Fix; readonly tasks: readonly HelperTask[] },
): Promise<void> {
  const now = deps.clock.now();
  for (const { incident, assignment } of tasks) {
    const there = assignedDestination(incident, assignment)?.point;
    if (assignment.state !== 'departed' || !there) continue;
    const { regionId, facts } = incident;
    const policy = await deps.helperDirectory.policyFor(regionId, now);
    const need = { at: there, regionId, homeId: facts.homeId, seniorIds: facts.seniorIds, now, limit: 1 };
    const [helper] = await deps.helperDirectory.byIds([helperId], {
      ...need,
      fixUsableFor: seconds(policy.usableFixS),
    });
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
