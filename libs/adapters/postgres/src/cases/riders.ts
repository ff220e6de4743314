import { subjectKey } from '@silverbell/incident';
import type { IncidentId } from '@silverbell/kernel';
import type { CaseRef, InboxKey, LockOptions } from '@silverbell/usecases';
import type { Lane } from '../lane.js';
import { Convoys, type LockAll, type Rider } from './convoy.js';
import type { LockAnswer } from './lock-answer.js';
import { storableJson } from './storable-json.js';
import type { Turns } from './turns.js';

interface PressRider extends Rider {
  readonly subject: string;
  readonly family: string;
  readonly inbox: InboxKey;
}

interface CaseRider extends Rider {
  readonly id: IncidentId;
}

const lockPresses: LockAll<PressRider> = async (connection, riders) => {
  const presses = riders.map(({ subject, family, inbox }, n) => ({ n, subject, family, ...inbox }));
  const rows = await connection.query<(Omit<LockAnswer, 'earlier'> & { readonly n: number })[]>(
    'select * from presses_lock($1::jsonb)',
    [storableJson(presses)],
  );
  return new Map(rows.map(({ n, ...answer }) => [n, { ...answer, earlier: null }]));
};

const lockCases: LockAll<CaseRider> = async (connection, riders) => {
  const rows = await connection.query<
    (Pick<LockAnswer, 'state' | 'policyKey' | 'leaseUntil' | 'number'> & { readonly n: number })[]
  >('select * from cases_lock($1::jsonb)', [storableJson(riders.map(({ id }, n) => ({ n, id })))]);
  const unasked = { copy: false, alertCase: null, lastClosed: null, earlier: null };
  return new Map(rows.map(({ n, ...answer }) => [n, { ...answer, ...unasked }]));
};

/** Presses travel with presses and deadlines with deadlines: neither waits for the other. */
export class SharedWays {
  private readonly presses: Convoys<PressRider>;
  private readonly cases: Convoys<CaseRider>;

  constructor(lane: Lane, turns: Turns, isStored: (policyKey: string) => boolean) {
    this.presses = new Convoys(lane, turns, lockPresses, isStored);
    this.cases = new Convoys(lane, turns, lockCases, isStored);
  }

  /** `null`: what begins like this has a transaction of its own. */
  board(ref: CaseRef, { inbox, idempotency, together }: LockOptions): ReturnType<Convoys<Rider>['board']> | null {
    if (idempotency) return null;
    if (ref.by === 'subject' && inbox && !inbox.redelivered) {
      const subject = subjectKey(ref.subject);
      const names = [`subject ${subject}`, `device ${inbox.deviceId}`];
      return this.presses.board({ names, subject, family: ref.family, inbox });
    }
    if (ref.by === 'incident' && together) return this.cases.board({ names: [ref.id], id: ref.id });
    return null;
  }
}
