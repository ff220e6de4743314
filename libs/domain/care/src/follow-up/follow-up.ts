import { refuse, type Instant, type Refusal } from '@silverbell/kernel';
import type { FollowUpResult, FollowUpSubject, Satisfaction } from '@silverbell/vocabulary';
import type { CivilDay } from '../calendar/civil-day.js';
import { addDays } from '../calendar/civil-day.js';

/** A question to a senior after a visit or after the answer to her complaint (CR-53): one task with an owner until she was reached. */
export interface CareFollowUp {
  readonly id: string;
  readonly version: number;
  readonly about: Exclude<FollowUpSubject, 'incident'>;
  readonly orderId: string | null;
  readonly complaintId: string | null;
  readonly seniorId: string;
  /** Whose visit it was, or whom the complaint was about; `null`: no worker. */
  readonly workerId: string | null;
  readonly kind: 'call' | 'visit';
  readonly state: 'open' | 'done';
  /** From then on she is asked. */
  readonly dueAt: Instant;
  /** The civil day by whose end she shall have been asked. */
  readonly dueOn: CivilDay;
  /** The day of each try without an answer. */
  readonly triedOn: readonly CivilDay[];
  readonly result: FollowUpResult | null;
  readonly satisfaction: Satisfaction | null;
}

/** CR-53: three tries on two days, then a visit. */
const TRIES = 3;
const DAYS = 2;
/** She is asked within a day. */
const WITHIN_DAYS = 1;

export const newFollowUp = (
  about: Pick<CareFollowUp, 'id' | 'about' | 'orderId' | 'complaintId' | 'seniorId' | 'workerId' | 'dueAt'>,
  today: CivilDay,
): CareFollowUp => ({
  ...{ ...about, version: 1, kind: 'call', state: 'open', dueOn: addDays(today, WITHIN_DAYS) },
  ...{ triedOn: [], result: null, satisfaction: null },
});

/** Whatever was found out ends it; a try without an answer leaves it open, and the third one on the second day makes it a visit. */
export function recordCareFollowUp(
  before: CareFollowUp,
  { result, satisfaction }: { readonly result: FollowUpResult; readonly satisfaction: Satisfaction | null },
  today: CivilDay,
): CareFollowUp | Refusal {
  if (before.state === 'done') return refuse('no-follow-up');
  const next = { ...before, version: before.version + 1 };
  if (result !== 'not-reached') return { ...next, state: 'done', result, satisfaction };
  const triedOn = [...before.triedOn, today];
  const isVisit = before.kind === 'visit' || (triedOn.length >= TRIES && new Set(triedOn).size >= DAYS);
  // A try without an answer postpones nothing; only the visit that the calls turn into has a day of its own.
  const dueOn = isVisit && before.kind === 'call' ? addDays(today, WITHIN_DAYS) : before.dueOn;
  return { ...next, triedOn, kind: isVisit ? 'visit' : 'call', dueOn };
}
