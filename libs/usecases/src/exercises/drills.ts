import type { Actor } from '@silverbell/incidents';
import { between, refuse, type AccountId, type Instant, type Refusal, type RegionId } from '@silverbell/kernel';
import type { DrillPurpose } from '@silverbell/vocabulary';
import { executeCommand } from '../incidents/execute-command.js';
import { isDrillOpen, type Drill, type DrillScope } from './port.js';
import type { ExerciseDeps } from './test-window.js';

/** The actor recorded when a drill ends by its time. */
export const DRILLS: Actor = { kind: 'system', id: 'drills' };

export interface OpenDrill extends DrillScope {
  readonly regionId: RegionId;
  readonly purpose: DrillPurpose;
  readonly by: AccountId;
  readonly until: Instant;
}

export type Drilled = { readonly ok: true; readonly drill: Drill } | { readonly ok: false; readonly refusal: Refusal };

const no = (refusal: Refusal): { readonly ok: false; readonly refusal: Refusal } => ({ ok: false, refusal });

/** For a region, or named homes and devices of it, and until when: a drill without an end there is not. */
export async function openDrill(deps: ExerciseDeps, request: OpenDrill): Promise<Drilled> {
  const now = deps.clock.now();
  const { regionId, purpose, homeIds, deviceIds, helperIds, by, until } = request;
  const region = await deps.registry.regionFacts(regionId, now);
  if (region === null) return no(refuse('region-unknown'));
  if (until <= now) return no(refuse('drill-end-past'));
  if (between(now, until) > region.policy.limits.drillLastsAtMost)
    return no(refuse('drill-too-long', { atMostS: region.policy.limits.drillLastsAtMost / 1_000 }));
  const outside = await deps.exercises.outside(regionId, { homeIds, deviceIds, helperIds });
  if (outside.length > 0) return no(refuse('drill-outside-region', { ids: outside.join(' ') }));
  const drill: Drill = {
    ...{ id: deps.newId(), regionId, purpose, homeIds, deviceIds, helperIds },
    ...{ openedBy: by, openedAt: now, until, endedAt: null, endedBy: null },
  };
  return (await deps.exercises.openDrill(drill)) ? { ok: true, drill } : no(refuse('drill-overlaps'));
}

/** Its incidents are over with it. Ended twice, it stays as it was ended first. */
export async function endDrill(deps: ExerciseDeps, id: string, by: AccountId): Promise<Drilled> {
  const now = deps.clock.now();
  const known = await deps.exercises.drill(id);
  if (known === null) return no(refuse('not-found'));
  if (isDrillOpen(known, now)) await deps.exercises.endDrill(id, by, now);
  for (const incidentId of await deps.exercises.casesOf(id))
    await executeCommand(deps, {
      ref: { by: 'incident', id: incidentId },
      by: DRILLS,
      intent: { type: 'end-practice', reason: 'ended', realId: null },
    });
  return { ok: true, drill: (await deps.exercises.drill(id)) ?? known };
}

/** A real alarm beats the drill of the same home; what a drill left behind is put away. How many incidents ended. */
export async function keepDrills(deps: ExerciseDeps): Promise<number> {
  const left = await deps.exercises.toEnd();
  for (const { incidentId, realId } of left)
    await executeCommand(deps, {
      ref: { by: 'incident', id: incidentId },
      by: DRILLS,
      intent: { type: 'end-practice', reason: realId === null ? 'ended' : 'real-alarm', realId },
    });
  return left.length;
}
