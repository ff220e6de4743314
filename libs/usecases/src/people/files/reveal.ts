import {
  hours,
  refuse,
  type AccountId,
  type Duration,
  type IncidentId,
  type Instant,
  type Refusal,
  type RegionId,
  type SeniorId,
} from '@silverbell/kernel';
import type { RevealField, RevealPurpose } from '@silverbell/vocabulary';

export interface RevealAsked {
  readonly by: AccountId;
  readonly seniorId: SeniorId;
  readonly regionId: RegionId;
  readonly purpose: RevealPurpose;
  readonly fields: readonly RevealField[];
  readonly at: Instant;
}

export interface RevealTransaction {
  /** How often this account has revealed something since, emergencies in cases of its own left out; counted one at a time. */
  revealsSince(by: AccountId, since: Instant): Promise<number>;
  /** An open incident of hers that this account attends. */
  ownIncident(by: AccountId, seniorId: SeniorId): Promise<IncidentId | null>;
  /** The entry of the audit log. */
  record(asked: RevealAsked, incidentId: IncidentId | null): Promise<void>;
}

export interface RevealLog {
  /** What `work` recorded is on disk when this resolves. */
  transaction<T>(work: (tx: RevealTransaction) => Promise<T>): Promise<T>;
}

const PER_HOUR: Duration = hours(1);
/** contracts.md 7; an emergency in an incident of one's own has no limit. */
export const MOST_REVEALS_PER_HOUR = 60;

/** Whether full values may be shown now; recorded before they are read. */
export function mayReveal(log: RevealLog, asked: RevealAsked): Promise<Refusal | null> {
  return log.transaction(async (tx) => {
    const own = asked.purpose === 'emergency' ? await tx.ownIncident(asked.by, asked.seniorId) : null;
    if (own === null) {
      const sofar = await tx.revealsSince(asked.by, (asked.at - PER_HOUR) as Instant);
      if (sofar >= MOST_REVEALS_PER_HOUR) return refuse('too-many-reveals', { perHour: MOST_REVEALS_PER_HOUR });
    }
    await tx.record(asked, own);
    return null;
  });
}
