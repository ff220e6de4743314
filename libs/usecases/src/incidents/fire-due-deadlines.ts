import type { Actor } from '@silverbell/incidents';
import type { IncidentId, Instant } from '@silverbell/kernel';
import type { Deps } from '../deps.js';
import { runIncidentCommand } from '../run-incident-command.js';

export interface Fired {
  readonly key: string;
  readonly incidentId: IncidentId;
  readonly dueAt: Instant;
  readonly firedAt: Instant;
}

export interface FiredDeadlines {
  readonly fired: readonly Fired[];
  /** Incidents whose deadlines could not be fired this time; they stay due. */
  readonly failed: readonly { readonly incidentId: IncidentId; readonly error: unknown }[];
}

/** Incidents side by side: they share their statements, and one waits for its disk while the next is decided. Within an incident everything stays in order. */
const AT_ONCE = 64;

/** Fires what is due, oldest first, each incident in its own transaction; one broken incident never holds up the others. */
export async function fireDueDeadlines(
  deps: Deps,
  {
    limit,
    resting = [],
  }: {
    readonly limit: number;
    /** Incidents that failed a moment ago: they wait, so that they do not delay the others. */ readonly resting?: readonly IncidentId[];
  },
): Promise<FiredDeadlines> {
  const fired: Fired[] = [];
  const failed: { incidentId: IncidentId; error: unknown }[] = [];
  const due = [...(await deps.incidents.dueIncidents(deps.clock.now(), limit, resting))];
  const fireInTurn = async (): Promise<void> => {
    for (let next = due.shift(); next !== undefined; next = due.shift()) {
      try {
        fired.push(...(await fireDueOf(deps, next.id)));
      } catch (error) {
        failed.push({ incidentId: next.id, error });
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, due.length) }, fireInTurn));
  return { fired, failed };
}

const LADDER: Actor = { kind: 'system', id: 'ladder' };

/** Written also when another engine was faster: the row gets its true next due time. */
const fireDueOf = (deps: Deps, id: IncidentId): Promise<readonly Fired[]> =>
  runIncidentCommand<readonly Fired[]>(deps, { ref: { by: 'incident', id }, by: LADDER }, async (found, run) => {
    if (found === null || found.incident === null) return { answer: [] };
    await run.fireDue();
    const decision = run.result();
    const fired = decision.fired.map((firing) => ({ ...firing, incidentId: id, firedAt: run.now }));
    return { decision, saved: () => fired };
  });
