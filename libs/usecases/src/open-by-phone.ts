import { classify, type Actor, type AlertKind, type SignalFacts, type Subject } from '@silverbell/incident';
import { as, refuse, type HomeId, type IncidentId, type Instant, type RegionId } from '@silverbell/kernel';
import { announce, ownerOf, type Acted, type ActRequest } from './act.js';
import { changeOf, Deciding, outboxFor, type Decision } from './decision.js';
import type { CaseTransaction, EarlierAnswer, IdempotencyKey, OutboxRow } from './ports/index.js';
import { isNight, type Rooms } from './rooms.js';

export interface PhoneCase {
  readonly by: Actor;
  /** Known home, else somebody unknown in a region. */
  readonly homeId?: HomeId;
  readonly regionId: RegionId;
  readonly kind: AlertKind;
  readonly texts?: ActRequest['texts'];
  readonly idempotency?: IdempotencyKey;
}

/** A telephone call becomes a case, or joins the open one of that home; whoever takes the call attends it. */
export async function openByPhone(rooms: Rooms, call: PhoneCase): Promise<Acted> {
  const now = rooms.clock.now();
  const home = call.homeId === undefined ? null : await rooms.registry.homeFacts(call.homeId, now);
  if (call.homeId !== undefined && home === null) return { ok: false, refusal: refuse('home-unknown'), incident: null };
  const region = home ?? (await rooms.registry.regionFacts(call.regionId, now));
  if (region === null) return { ok: false, refusal: refuse('region-unknown'), incident: null };
  const facts = home?.facts ?? {
    homeId: null,
    seniorIds: [],
    dispatchFirst: false,
    dementia: false,
    testWindow: false,
  };
  const subject: Subject =
    home === null ? { type: 'caller', id: callerId(rooms, call.idempotency) } : { type: 'home', id: home.homeId };
  const { family } = classify(call.kind, 'observed', facts, false);
  const signal: SignalFacts = {
    deviceId: null,
    alertId: null,
    kind: call.kind,
    phase: 'raise',
    certainty: 'observed',
    doubts: [],
    test: false,
    rawId: null,
    deviceTime: null,
    batteryPct: null,
    position: null,
  };

  let done: { decision: Decision; outbox: readonly OutboxRow[] } | null = null;
  const answer = await rooms.cases.transaction<Acted>(async (tx) => {
    done = null;
    const locked = await tx.lock(
      { by: 'subject', subject, family },
      call.idempotency === undefined ? { now } : { now, idempotency: call.idempotency },
    );
    if (locked === null) throw new Error('a subject gets its row on first sight');
    if (locked.earlier !== null && !locked.earlier.sameBody)
      return { ok: false, refusal: refuse('idempotency-key-reused'), incident: locked.incident };
    if (locked.earlier !== null) return earlierCase(tx, locked.earlier, now);
    const deciding = new Deciding(rooms, now, call.by, locked.incident);
    const point = home?.homePoint ?? null;
    const regionId = home?.regionId ?? call.regionId;
    const refusal =
      locked.incident === null
        ? await deciding.take(
            {
              type: 'raise',
              incidentId: as<IncidentId>(rooms.newId()),
              subject,
              family,
              regionId,
              facts,
              signal,
              policy: region.policy,
              operatorOnDuty: true,
              harsh: isNight(rooms.timeZone, now),
              linkedTo: locked.lastClosed?.incidentId ?? null,
              destination: point === null ? null : { choice: 'home', point, reason: 'no-fresh-fix' },
            },
            {
              at: point === null ? null : { choice: 'home', point },
              regionId,
              homeId: home?.homeId ?? null,
              seniorIds: facts.seniorIds,
              lifting: call.kind === 'fall',
            },
          )
        : await deciding.take({ type: 'join-signal', signal, repeat: false });
    if (refusal !== null) return { ok: false, refusal, incident: locked.incident };
    await deciding.take({ type: 'attend' }); // refused when a colleague has it already: then it stays hers
    for (const text of call.texts ?? [])
      if (text.what === 'note') await deciding.take({ type: 'note', text: text.id, fromFamily: false });
    await deciding.fireDue();
    const decision = deciding.result();
    const outbox = await outboxFor(rooms, decision, now);
    const { number } = await tx.save(
      changeOf(decision, outbox, {
        texts: (call.texts ?? []).map((text) => ({ ...text, owner: ownerOf({ facts, subject }) })),
        ...(call.idempotency === undefined
          ? {}
          : {
              answer: {
                ...call.idempotency,
                status: 201,
                answer: { incidentId: decision.after.id, version: decision.after.version },
                at: now,
              },
            }),
      }),
    );
    done = { decision, outbox };
    return { ok: true, incident: decision.after, number, events: decision.events, replayed: false };
  });
  announce(rooms, done);
  return answer;
}

/** A retry means the same caller, though nobody knows who she is. */
const callerId = (rooms: Rooms, idempotency: IdempotencyKey | undefined): string =>
  idempotency === undefined ? rooms.newId() : `${idempotency.accountId}:${idempotency.key}`;

/** The case the first try opened, also when it has been closed meanwhile. */
async function earlierCase(tx: CaseTransaction, { answer }: EarlierAnswer, now: Instant): Promise<Acted> {
  const id =
    typeof answer === 'object' && answer !== null && 'incidentId' in answer
      ? as<IncidentId>(String(answer.incidentId))
      : null;
  const locked = id === null ? null : await tx.lock({ by: 'incident', id }, { now });
  if (locked === null || locked.incident === null) return { ok: false, refusal: refuse('not-found'), incident: null };
  return { ok: true, incident: locked.incident, number: locked.number ?? 0, events: [], replayed: true };
}
