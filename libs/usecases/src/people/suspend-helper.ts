import type { ReinstateReason, SuspendReason } from '@silverbell/vocabulary';
import { refuse, type AccountId, type HelperId, type Refusal } from '@silverbell/kernel';
import { executeCommand } from '../incidents/execute-command.js';
import type { Deps } from '../deps.js';
import { isSuspended, mayBeReinstated, mayBeSuspended } from './decide.js';
import type { HelperStatus, Reinstatement, NoteToKeep, HelperStatusStore, Suspension } from './port.js';

export interface HelperStatusDeps extends Deps {
  readonly standing: HelperStatusStore;
}

interface Asked<Reason> {
  readonly helperId: HelperId;
  readonly by: AccountId;
  readonly reason: Reason;
  readonly note: NoteToKeep | null;
  /** Idempotency key. */
  readonly key: string | null;
}

export type SuspensionResult = { readonly ok: true } | { readonly ok: false; readonly refusal: Refusal };

/**
 * An allegation suspends at once. One transaction is about one subject, so her offers are ended case by case behind this one:
 * from its commit on she can accept nothing, and the engine ends whatever a crash in between, or a wave that was just being
 * decided, has left open.
 */
export async function suspendHelper(deps: HelperStatusDeps, asked: Asked<SuspendReason>): Promise<SuspensionResult> {
  const { helperId, by, reason, note, key } = asked;
  const now = deps.clock.now();
  const stood = await inStanding(deps, helperId, async (standing, tx) => {
    const { last } = standing;
    if (key !== null && isSuspended(standing) && last?.key === key && last.by === by) return null;
    const refusal = mayBeSuspended(standing, by);
    if (refusal !== null) return refusal;
    const suspension: Suspension = {
      ...{ id: deps.newId(), reason, note: note?.id ?? null, by, at: now, key, lifted: null },
    };
    await tx.suspend(helperId, suspension, note);
    return null;
  });
  if (stood.ok) await settleSuspensions(deps);
  return stood;
}

export function reinstateHelper(deps: HelperStatusDeps, asked: Asked<ReinstateReason>): Promise<SuspensionResult> {
  const { helperId, by, reason, note, key } = asked;
  const now = deps.clock.now();
  return inStanding(deps, helperId, async (standing, tx) => {
    const { last } = standing;
    if (key !== null && last?.lifted?.key === key && last.lifted.by === by) return null;
    const refusal = mayBeReinstated(standing, by);
    if (refusal !== null || last === null) return refusal;
    const lifted: Reinstatement = { reason, note: note?.id ?? null, by, at: now, key };
    await tx.reinstate(helperId, { ...last, lifted }, note);
    return null;
  });
}

type Work = (
  standing: HelperStatus,
  tx: Parameters<Parameters<HelperStatusStore['transaction']>[0]>[0],
) => Promise<Refusal | null>;

function inStanding(deps: HelperStatusDeps, helperId: HelperId, work: Work): Promise<SuspensionResult> {
  return deps.standing.transaction(async (tx): Promise<SuspensionResult> => {
    const standing = await tx.lock(helperId);
    const refusal = standing === null ? refuse('not-found') : await work(standing, tx);
    return refusal === null ? { ok: true } : { ok: false, refusal };
  });
}

export interface Settled {
  readonly stopped: number;
  readonly failed: readonly { readonly helperId: HelperId; readonly error: unknown }[];
}

/** Incidents at a time; a helper has a handful. */
const AT_ONCE = 100;

/** Ends what suspended people still have open, each incident in its own transaction; one that fails is tried again by the next round. */
export async function settleSuspensions(deps: HelperStatusDeps): Promise<Settled> {
  const failed: { helperId: HelperId; error: unknown }[] = [];
  let stopped = 0;
  for (const { helperId, incidentId } of await deps.standing.unsettled(AT_ONCE)) {
    try {
      await executeCommand(deps, {
        ref: { by: 'incident', id: incidentId },
        by: { kind: 'system', id: 'suspension' },
        intent: { type: 'stop-helper', helperId },
      });
      stopped += 1;
    } catch (error) {
      failed.push({ helperId, error });
    }
  }
  return { stopped, failed };
}
