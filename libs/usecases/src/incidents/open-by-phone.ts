import { classify, type Actor, type SignalFacts, type Subject } from '@silverbell/incidents';
import { as, refuse, type HomeId, type IncidentId, type RegionId } from '@silverbell/kernel';
import type { AlertKind } from '@silverbell/vocabulary';
import { no, ownerOf, type CommandResult, type CommandRequest } from './execute-command.js';
import type { EarlierAnswer, IdempotencyKey } from '../ports/index.js';
import { isNight, type Deps } from '../deps.js';
import { runIncidentCommand } from '../run-incident-command.js';

export interface PhoneIncident {
  readonly by: Actor;
  /** Known home, else an unknown caller in a region. */
  readonly homeId?: HomeId;
  readonly regionId: RegionId;
  readonly kind: AlertKind;
  readonly texts?: CommandRequest['texts'];
  readonly idempotency?: IdempotencyKey;
  /** Of an unknown caller: calls under one key are one caller's. */
  readonly callerKey?: string;
}

/**
 * A telephone call becomes an incident or joins the open one of that home; the operator who takes the call attends it. A call that was
 * missed is raised by the platform, and waits for an operator.
 */
export async function openByPhone(deps: Deps, call: PhoneIncident): Promise<CommandResult> {
  const now = deps.clock.now();
  const home = call.homeId === undefined ? null : await deps.registry.homeFacts(call.homeId, now);
  if (call.homeId !== undefined && home === null) return { ok: false, refusal: refuse('home-unknown'), incident: null };
  const region = home ?? (await deps.registry.regionFacts(call.regionId, now));
  if (region === null) return { ok: false, refusal: refuse('region-unknown'), incident: null };
  const facts = home?.facts ?? {
    homeId: null,
    seniorIds: [],
    dispatchFirst: false,
    dementia: false,
    testWindow: false,
  };
  const subject: Subject =
    home === null
      ? { type: 'caller', id: call.callerKey ?? callerId(deps, call.idempotency) }
      : { type: 'home', id: home.homeId };
  const { family: category } = classify(call.kind, 'observed', facts, false);
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

  const ref = { by: 'subject', subject, family: category } as const;
  return runIncidentCommand<CommandResult>(deps, { ref, ...call }, async (found, run) => {
    if (found === null) throw new Error('a subject is always found');
    const { incident, lastClosed, earlier } = found;
    if (earlier !== null && !earlier.sameBody) return no(refuse('idempotency-key-reused'), incident);
    if (earlier !== null) return { answer: await earlierAnswer(deps, earlier) };
    const point = home?.homePoint ?? null;
    const regionId = home?.regionId ?? call.regionId;
    const refusal =
      incident === null
        ? await run.apply(
            {
              type: 'raise',
              incidentId: as<IncidentId>(deps.newId()),
              subject,
              family: category,
              regionId,
              facts,
              signal,
              policy: region.policy,
              operatorOnDuty: true,
              harsh: isNight(deps.timeZone, now),
              linkedTo: lastClosed?.incidentId ?? null,
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
        : await run.apply({ type: 'join-signal', signal, repeat: false });
    if (refusal !== null) return no(refusal, incident);
    if (call.by.kind !== 'system') await run.apply({ type: 'attend' }); // refused when a colleague has it already: then it stays hers
    for (const text of call.texts ?? [])
      if (text.what === 'note') await run.apply({ type: 'note', text: text.id, fromFamily: false });
    await run.fireDue();
    const decision = run.result();
    return {
      decision,
      texts: (call.texts ?? []).map((text) => ({ ...text, owner: ownerOf({ facts, subject }) })),
      ...(call.idempotency && { stored: { ...call.idempotency, status: 201 } }),
      saved: (number) => ({ ok: true, incident: decision.after, number, events: decision.events, replayed: false }),
    };
  });
}

/** A retry means the same caller, though she is unknown. */
const callerId = (deps: Deps, idempotency: IdempotencyKey | undefined): string =>
  idempotency === undefined ? deps.newId() : `${idempotency.accountId}:${idempotency.key}`;

/** The incident the first try opened, also when it has been closed meanwhile. */
async function earlierAnswer(deps: Deps, { answer }: EarlierAnswer): Promise<CommandResult> {
  const id =
    typeof answer === 'object' && answer !== null && 'incidentId' in answer
      ? as<IncidentId>(String(answer.incidentId))
      : null;
  const first = id === null ? null : await deps.incidents.findIncident(id);
  return first === null ? no(refuse('not-found')).answer : { ok: true, ...first, events: [], replayed: true };
}
