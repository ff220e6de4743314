import { FAMILIES } from '@silverbell/incident';
import type { IncidentId, Instant } from '@silverbell/kernel';
import type { CaseRef, LockOptions, PressRef } from '@silverbell/usecases';
import type { Asks, Lane } from '../lane.js';
import { Convoys, type LockAll, type Rider, type Seat } from './convoy.js';
import type { LockAnswer, PressAnswer, StoredCase } from './lock-answer.js';
import { storableJson } from './storable-json.js';
import type { Turns } from './turns.js';

interface PressRider extends Rider {
  readonly press: PressRef;
  readonly now: Instant;
}

interface CaseRider extends Rider {
  readonly id: IncidentId;
}

/** `patient`: waits for a subject that somebody else works on, and gives a new one its row. */
export function beginPresses(
  asks: Asks,
  presses: readonly { readonly press: PressRef; readonly now: Instant }[],
  patient: boolean,
): Promise<PressAnswer[]> {
  const asked = presses.map(({ press: { device, inbox }, now }, n) => ({
    ...{ n, device: device.id, child: device.child, unproven: device.unproven ?? false, at: now, inbox },
  }));
  return asks.query('select * from presses_begin($1::jsonb, $2, $3)', [storableJson(asked), FAMILIES, patient]);
}

const lockPresses: LockAll<PressRider, PressAnswer> = async (connection, riders) =>
  new Map((await beginPresses(connection, riders, false)).map((answer) => [answer.n, answer]));

const lockCases: LockAll<CaseRider, LockAnswer> = async (connection, riders) => {
  const rows = await connection.query<(StoredCase & { readonly n: number })[]>('select * from cases_lock($1::jsonb)', [
    storableJson(riders.map(({ id }, n) => ({ n, id }))),
  ]);
  const unasked = { copy: false, alertCase: null, lastClosed: null, earlier: null };
  return new Map(rows.map(({ n, ...answer }) => [n, { ...answer, ...unasked }]));
};

/** Presses travel with presses and deadlines with deadlines: neither waits for the other. */
export class SharedWays {
  private readonly presses: Convoys<PressRider, PressAnswer>;
  private readonly cases: Convoys<CaseRider, LockAnswer>;

  constructor(lane: Lane, turns: Turns, isStored: (policyKey: string) => boolean) {
    this.presses = new Convoys(lane, turns, lockPresses, isStored);
    this.cases = new Convoys(lane, turns, lockCases, isStored);
  }

  boardPress(press: PressRef, now: Instant): Promise<Seat<PressAnswer>> {
    return this.presses.board({ names: [`device ${press.inbox.deviceId}`], press, now });
  }

  /** `null`: what begins like this has a transaction of its own. */
  board(ref: CaseRef, { together }: LockOptions): Promise<Seat<LockAnswer>> | null {
    return ref.by === 'incident' && together ? this.cases.board({ names: [ref.id], id: ref.id }) : null;
  }
}
