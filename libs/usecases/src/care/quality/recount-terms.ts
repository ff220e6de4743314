import { recountComplaint, recountVerification, type CivilDay } from '@silverbell/care';
import { dateIn, type AccountId, type Instant } from '@silverbell/kernel';
import type { QualityDeps, QualityTransaction } from './port.js';

/** A year of the working-day calendar was published: the terms that are open are counted with it, never to before tomorrow (CR-02). */
export async function recountTerms(
  { newId, timeZone }: Pick<QualityDeps, 'newId' | 'timeZone'>,
  tx: QualityTransaction,
  /** `by`: who published it. */
  { today, now, by }: { readonly today: CivilDay; readonly now: Instant; readonly by: AccountId },
): Promise<void> {
  for (const complaint of await tx.openComplaints()) {
    const counted = await tx.terms(complaint.regionId, complaint.receivedOn);
    const done = recountComplaint(complaint, counted, { today, now, by: { role: 'county', id: by, isWorker: false } });
    const steps = done?.events.map((event) => ({ id: newId(), event, note: null }));
    if (done !== null && steps !== undefined) await tx.saveComplaint(done.after, by, steps);
  }
  for (const verification of await tx.openVerifications()) {
    const { regionId, openedOn, decidedAt } = verification;
    const since = decidedAt === null ? openedOn : dateIn(timeZone, decidedAt);
    const done = recountVerification(verification, await tx.terms(regionId, since), { today, now });
    const steps = done?.events.map((event) => ({ id: newId(), event, note: null }));
    if (done !== null && steps !== undefined) await tx.saveVerification(done.after, by, steps);
  }
}
