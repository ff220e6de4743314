import type { Actor, Incident, IncidentCommand, IncidentEvent } from '@silverbell/incidents';
import { as, refuse, type HelperId, type Refusal, type TextId } from '@silverbell/kernel';
import { subjectKey } from '@silverbell/incidents';
import type { WithoutContext } from './decision.js';
import type { IncidentRef, IdempotencyKey, SecretText } from '../ports/index.js';
import type { Deps } from '../deps.js';
import { runIncidentCommand } from '../run-incident-command.js';

/** What a person, or the platform on a report from outside, wants to do to an incident. */
export type Intent = WithoutContext<Exclude<IncidentCommand, { type: 'raise' | 'join-signal' | 'fire' }>>;

export interface CommandRequest {
  readonly ref: IncidentRef;
  readonly by: Actor;
  readonly intent: Intent;
  /** The version the person looked at; without it the current state is used. */
  readonly ifMatch?: number;
  readonly idempotency?: IdempotencyKey;
  readonly texts?: readonly { readonly id: TextId; readonly what: SecretText['what']; readonly body: string }[];
}

export type CommandResult =
  | {
      readonly ok: true;
      readonly incident: Incident;
      readonly number: number;
      readonly events: readonly IncidentEvent[];
      readonly replayed: boolean;
    }
  | { readonly ok: false; readonly refusal: Refusal; readonly incident: Incident | null };

/** A retry with the same key gets the earlier answer, before its version is looked at. */
export function executeCommand(deps: Deps, request: CommandRequest): Promise<CommandResult> {
  return runIncidentCommand<CommandResult>(deps, request, async (found, run) => {
    if (found === null || found.incident === null) return no(refuse('not-found'));
    const { incident, earlier } = found;
    const number = found.number ?? 0;
    if (earlier !== null && !earlier.sameBody) return no(refuse('idempotency-key-reused'), incident);
    if (earlier !== null) return { answer: { ok: true, incident, number, events: [], replayed: true } };
    if (request.ifMatch !== undefined && request.ifMatch !== incident.version)
      return no(refuse('version-changed', { version: incident.version }), incident);

    const refusal = (await barred(deps, request)) ?? (await run.apply(request.intent));
    if (refusal !== null) return no(refusal, incident);
    await run.fireDue();
    const decision = run.result();
    const { after, events } = decision;
    if (events.length === 0 && !decision.renewsLease && request.idempotency === undefined)
      return { answer: { ok: true, incident: after, number, events: [], replayed: false } };
    return {
      decision,
      texts: (request.texts ?? []).map((text) => ({ ...text, owner: ownerOf(incident) })),
      ...(request.idempotency && { stored: { ...request.idempotency, status: 200 } }),
      saved: () => ({ ok: true, incident: after, number, events, replayed: false }),
    };
  });
}

/** Nothing is written. */
export const no = (
  refusal: Refusal,
  incident: Incident | null = null,
): { readonly answer: Extract<CommandResult, { ok: false }> } => ({
  answer: { ok: false, refusal, incident },
});

/** A helper suspended a moment ago has lost her offer, even where its end is not written yet (H10). */
async function barred(deps: Deps, { by, intent }: CommandRequest): Promise<Refusal | null> {
  if (
    intent.type !== 'accept' ||
    by.kind !== 'helper' ||
    !(await deps.helperDirectory.isSuspended(as<HelperId>(by.id)))
  )
    return null;
  return refuse('offer-over', { reason: 'suspended' });
}

/** Free text belongs to the one senior of the incident, else to the place: erasing the key erases the text. */
export const ownerOf = ({ facts, subject }: Pick<Incident, 'facts' | 'subject'>): string => {
  const [only, ...others] = facts.seniorIds;
  return only !== undefined && others.length === 0 ? `senior:${only}` : subjectKey(subject);
};
