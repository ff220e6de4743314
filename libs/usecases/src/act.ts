import type { Actor, Incident, IncidentCommand, IncidentEvent } from '@silverbell/incident';
import { as, refuse, type HelperId, type Refusal, type TextId } from '@silverbell/kernel';
import { changeOf, Deciding, outboxFor, wakeAll, type Decision, type WithoutContext } from './decision.js';
import { subjectKey } from '@silverbell/incident';
import type { CaseRef, IdempotencyKey, OutboxRow, SecretText } from './ports/index.js';
import type { Rooms } from './rooms.js';

/** What a person, or the platform on a report from outside, wants to do to a case. */
export type Intent = WithoutContext<Exclude<IncidentCommand, { type: 'raise' | 'join-signal' | 'fire' }>>;

export interface ActRequest {
  readonly ref: CaseRef;
  readonly by: Actor;
  readonly intent: Intent;
  /** The version the person looked at; without it the current state is used. */
  readonly ifMatch?: number;
  readonly idempotency?: IdempotencyKey;
  readonly texts?: readonly { readonly id: TextId; readonly what: SecretText['what']; readonly body: string }[];
}

export type Acted =
  | {
      readonly ok: true;
      readonly incident: Incident;
      readonly number: number;
      readonly events: readonly IncidentEvent[];
      readonly replayed: boolean;
    }
  | { readonly ok: false; readonly refusal: Refusal; readonly incident: Incident | null };

/** Load, decide, save. A retry with the same key gets the earlier answer, before its version is looked at. */
export async function act(rooms: Rooms, request: ActRequest): Promise<Acted> {
  const now = rooms.clock.now();
  let done: { decision: Decision; outbox: readonly OutboxRow[] } | null = null;
  const answer = await rooms.cases.transaction<Acted>(async (tx) => {
    done = null;
    const locked = await tx.lock(
      request.ref,
      request.idempotency === undefined ? { now } : { now, idempotency: request.idempotency },
    );
    if (locked === null || locked.incident === null) return { ok: false, refusal: refuse('not-found'), incident: null };
    const { incident, earlier } = locked;
    const number = locked.number ?? 0;
    if (earlier !== null && !earlier.sameBody)
      return { ok: false, refusal: refuse('idempotency-key-reused'), incident };
    if (earlier !== null) return { ok: true, incident, number, events: [], replayed: true };
    if (request.ifMatch !== undefined && request.ifMatch !== incident.version)
      return { ok: false, refusal: refuse('version-changed', { version: incident.version }), incident };

    const deciding = new Deciding(rooms, now, request.by, incident);
    const refusal = (await barred(rooms, request)) ?? (await deciding.take(request.intent));
    if (refusal !== null) return { ok: false, refusal, incident };
    await deciding.fireDue();
    const decision = deciding.result();
    if (decision.events.length === 0 && !decision.renewsLease && request.idempotency === undefined)
      return { ok: true, incident: decision.after, number, events: [], replayed: false };

    const outbox = await outboxFor(rooms, decision, now);
    await tx.save(
      changeOf(decision, outbox, {
        texts: (request.texts ?? []).map((text) => ({ ...text, owner: ownerOf(incident) })),
        ...(request.idempotency === undefined
          ? {}
          : {
              answer: {
                ...request.idempotency,
                status: 200,
                answer: { incidentId: incident.id, version: decision.after.version },
                at: now,
              },
            }),
      }),
      { last: true },
    );
    done = { decision, outbox };
    return { ok: true, incident: decision.after, number, events: decision.events, replayed: false };
  });
  announce(rooms, done);
  return answer;
}

/** Whoever was suspended a moment ago has lost her offer, even where its end is not written yet (H10). */
async function barred(rooms: Rooms, { by, intent }: ActRequest): Promise<Refusal | null> {
  if (intent.type !== 'accept' || by.kind !== 'helper' || !(await rooms.roster.isSuspended(as<HelperId>(by.id))))
    return null;
  return refuse('offer-over', { reason: 'suspended' });
}

/** Free text belongs to the one senior of the case, else to the place: erasing the key erases the text. */
export const ownerOf = ({ facts, subject }: Pick<Incident, 'facts' | 'subject'>): string => {
  const [only, ...others] = facts.seniorIds;
  return only !== undefined && others.length === 0 ? `senior:${only}` : subjectKey(subject);
};

export function announce(rooms: Rooms, done: { decision: Decision; outbox: readonly OutboxRow[] } | null): void {
  if (done !== null) wakeAll(rooms, done.decision, done.outbox);
}
