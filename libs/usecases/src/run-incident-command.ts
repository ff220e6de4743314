import type { Actor } from '@silverbell/incidents';
import type { Instant } from '@silverbell/kernel';
import {
  changeOf,
  claimForImmediateDelivery,
  CommandRun,
  outboxFor,
  notifyChanges,
  type Decision,
} from './incidents/decision.js';
import type {
  InboxEntry,
  AlertSource,
  IncidentRef,
  FoundIncident,
  IdempotencyKey,
  KnownAlerts,
  KnownRecipients,
  Outcome,
  OutboxRow,
  SecretText,
} from './ports/index.js';
import type { Deps } from './deps.js';

/** What one attempt came to. */
export type Step<T> =
  /** A refusal, or an answer that was given before. */
  | { readonly answer: T }
  | {
      readonly decision: Decision;
      readonly texts?: readonly SecretText[];
      /** Stored with the change, so that a retry of the same request gets it. */
      readonly stored?: IdempotencyKey & { readonly status: number };
      /** Looked up already; absent: they are looked up now. */
      readonly recipients?: KnownRecipients;
      readonly saved: (number: number) => T;
    };

export interface Request {
  readonly ref: IncidentRef;
  readonly by: Actor;
  readonly idempotency?: IdempotencyKey | undefined;
}

/**
 * Every command on an incident: find, decide at one instant, write with what must be sent, and then notify replicas and worker loops.
 * `decide` may be called more than once, each time with the incident as it is then and at the instant it is then: what another hand did
 * meanwhile lies before it. Only the last call's outcome is written and announced.
 */
export async function runIncidentCommand<T>(
  deps: Deps,
  { ref, by, idempotency }: Request,
  decide: (found: FoundIncident | null, run: CommandRun) => Promise<Step<T>>,
): Promise<T> {
  const now = deps.clock.now();
  const options = idempotency === undefined ? { now } : { now, idempotency };
  return runAndNotify(deps, (outcome) =>
    deps.incidents.withIncident(ref, options, async (found) => {
      const run = new CommandRun(deps, deps.clock.now(), by, found?.incident ?? null);
      return outcome(await decide(found, run), run.now);
    }),
  );
}

/** The same for alerts of one source, whose facts and incidents the store remembers and proves. `owner`: whose the frames are. */
export async function runAlertCommand<T>(
  deps: Deps,
  { source, deliveries, now }: { source: AlertSource; deliveries: readonly InboxEntry[]; now: Instant },
  decide: (known: KnownAlerts, at: Instant) => Promise<{ readonly owner: string; readonly step: Step<T> }>,
): Promise<T> {
  return runAndNotify(deps, (outcome) =>
    deps.incidents.withAlerts(source, deliveries, now, async (known) => {
      const at = deps.clock.now();
      const { owner, step } = await decide(known, at);
      return { owner, ...(await outcome(step, at)) };
    }),
  );
}

async function runAndNotify<T>(
  deps: Deps,
  run: (outcome: (step: Step<T>, now: Instant) => Promise<Outcome<T>>) => Promise<T>,
): Promise<T> {
  let written: { readonly decision: Decision; readonly outbox: readonly OutboxRow[] } | null = null;
  const answer = await run(async (step, now) => {
    written = null;
    if ('answer' in step) return { change: null, answer: () => step.answer };
    const { decision, recipients, texts = [], stored } = step;
    const outbox = claimForImmediateDelivery(deps, await outboxFor(deps, decision, now, recipients ?? null), now);
    written = { decision, outbox };
    const storedAnswer = stored && {
      ...{ ...stored, at: now },
      answer: { incidentId: decision.after.id, version: decision.after.version },
    };
    return {
      change: changeOf(decision, outbox, texts, storedAnswer ?? null),
      answer: ({ number }) => step.saved(number),
    };
  });
  announce(deps, written);
  return answer;
}

const announce = (
  deps: Deps,
  written: { readonly decision: Decision; readonly outbox: readonly OutboxRow[] } | null,
): void => {
  if (written !== null) notifyChanges(deps, written.decision, written.outbox);
};
