import type { Consequence, Incident } from '@silverbell/incidents';
import type { Instant } from '@silverbell/kernel';
import { localTime } from '@silverbell/monitoring';
import { isNotifiedOf, type ReachableContact } from '../ports/care-records.js';

/** Hours of her day that a contact chose, as they are from `since` on. `from` `until`: `22:00`, on her wall clock; `null`: none from then on. */
export interface QuietHours {
  readonly since: Instant;
  readonly from: string | null;
  readonly until: string | null;
  readonly timeZone: string;
}

/** By the hours that were chosen last before that instant; those from 22:00 until 06:00 go over midnight. `chosen`: oldest first. */
export function isQuiet(chosen: readonly QuietHours[], at: Instant): boolean {
  const inForce = chosen.findLast(({ since }) => since <= at);
  if (inForce === undefined || inForce.from === null || inForce.until === null) return false;
  const { from, until } = inForce;
  const { time } = localTime(inForce.timeZone, at);
  return from < until ? from <= time && time < until : from <= time || time < until;
}

type ContactMessage = Pick<Extract<Consequence, { kind: 'contact-message' }>, 'what' | 'who' | 'mayWait'>;

/**
 * Whether this contact is told now. In her quiet hours a soft sign does not wake her; a press, a person at risk and a helper who goes do. Who
 * was told anything is told the ending, at any hour; who was told nothing is not told that it is over.
 */
export function mayBeToldNow(
  contact: ReachableContact,
  message: ContactMessage,
  incident: Pick<Incident, 'contactsToldQuietly' | 'assignments'>,
  now: Instant,
): boolean {
  if (message.mayWait === true) return !isQuiet(contact.quietHours, now);
  const quietly = incident.contactsToldQuietly;
  // Of a helper who goes they were all told aloud.
  if (message.what !== 'closed' || quietly === undefined || incident.assignments.length > 0) return true;
  if (message.who === 'ending-only') return quietly.aloud === 'at-risk' || !isQuiet(contact.quietHours, now);
  return (
    (quietly.aloud !== 'none' && isNotifiedOf(contact, quietly.aloud)) ||
    quietly.at.some((at) => !isQuiet(contact.quietHours, at))
  );
}
