import { whereTo, type SignalFacts } from '@silverbell/incident';
import { as, type HelperId, type IncidentId } from '@silverbell/kernel';
import { announce } from './act.js';
import { changeOf, Deciding, outboxFor, type Decision } from './decision.js';
import type { ClaimedRow, OutboxRow, Sender, SendResult } from './ports/index.js';
import { isNight, type Rooms } from './rooms.js';

/**
 * A helper who is silent on the scene, or asks for help, gets a case of her own (H09): dispatched at once, to where she was going.
 * It is told through the outbox, because one transaction locks one subject; told twice, it is still one case.
 */
export class PlatformSender implements Sender {
  readonly channel = 'platform' as const;

  constructor(private readonly rooms: Rooms) {}

  async send({ body, incidentId }: ClaimedRow): Promise<SendResult> {
    if (body.kind !== 'helper-case') return { result: 'permanent', error: `nothing to do for ${body.kind}` };
    await raiseHelperCase(this.rooms, body.helperId, incidentId);
    return { result: 'delivered' };
  }
}

async function raiseHelperCase(rooms: Rooms, helperId: HelperId, from: IncidentId): Promise<void> {
  const now = rooms.clock.now();
  const origin = await rooms.cases.transaction(
    async (tx) => (await tx.lock({ by: 'incident', id: from }, { now }))?.incident ?? null,
  );
  if (origin === null) throw new Error('the case this came from is gone');
  const facts = { homeId: null, seniorIds: [], dispatchFirst: true, dementia: false, testWindow: false };
  const signal: SignalFacts = {
    deviceId: null,
    alertId: null,
    kind: 'unspecified',
    phase: 'raise',
    certainty: 'likely',
    doubts: [],
    test: false,
    rawId: null,
    deviceTime: null,
    batteryPct: null,
    position: null,
  };
  // Of a split offer she was going to her own place.
  const going = origin.assignments.findLast((one) => one.helperId === helperId);
  const where = going === undefined ? origin.destination : whereTo(origin, going);
  const subject = { type: 'helper', id: helperId } as const;
  let done: { decision: Decision; outbox: readonly OutboxRow[] } | null = null;
  await rooms.cases.transaction(async (tx) => {
    done = null;
    const locked = await tx.lock({ by: 'subject', subject, family: 'emergency' }, { now });
    if (locked === null || locked.incident !== null) return; // she has her case already
    const deciding = new Deciding(rooms, now, { kind: 'system', id: 'helper-watch' }, null);
    await deciding.take(
      {
        type: 'raise',
        incidentId: as<IncidentId>(rooms.newId()),
        subject,
        family: 'emergency',
        regionId: origin.regionId,
        facts,
        signal,
        policy: origin.policy,
        operatorOnDuty: true,
        harsh: isNight(rooms.timeZone, now),
        linkedTo: from,
        destination: where === null ? null : { choice: where.choice, point: where.point, reason: 'helper-said' },
      },
      {
        at: where,
        regionId: origin.regionId,
        homeId: null,
        seniorIds: origin.facts.seniorIds,
        lifting: false,
      },
    );
    await deciding.fireDue();
    const decision = deciding.result();
    const outbox = await outboxFor(rooms, decision, now);
    await tx.save(changeOf(decision, outbox, {}));
    done = { decision, outbox };
  });
  announce(rooms, done);
}
