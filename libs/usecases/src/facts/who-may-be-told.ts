import type { ContactId, SeniorId } from '@silverbell/kernel';
import type { ReachableContact } from '../ports/care-records.js';
import type { QuietHours } from './quiet-hours.js';
import type { ContactRows, NumberHash } from './rows.js';

/**
 * The family of these people who may hear of them, in the order of their lists. Contacts with the same number are one person: a contact
 * flagged for one of a couple is told nothing of their home (H10), nor is a contact without valid consent.
 */
export function whoMayBeTold(
  { contacts, consents, quietHours }: ContactRows,
  seniorIds: readonly SeniorId[],
): readonly ReachableContact[] {
  const theirs = contacts.filter(([, seniorId]) => seniorIds.includes(seniorId));
  const flagged = new Set(
    theirs.flatMap(([, , , , conflict, number]) => (conflict && number !== null ? [number] : [])),
  );
  const told = theirs.filter(
    ([, seniorId, , , conflict, number]) =>
      !conflict && !isWithdrawn(consents, seniorId) && (number === null || !flagged.has(number)),
  );
  const first = new Map<SeniorId, number>();
  for (const [, seniorId, position] of told)
    first.set(seniorId, Math.min(position, first.get(seniorId) ?? Number.POSITIVE_INFINITY));
  return told
    .toSorted(([, a, one], [, b, other]) => one - other || (a < b ? -1 : 1))
    .map(([id, seniorId, position, notice]) => ({
      ...{ key: `contact:${id}`, contactId: id, position, first: position === first.get(seniorId), notice },
      quietHours: chosenBy(id, quietHours),
    }));
}

const chosenBy = (contactId: ContactId, rows: ContactRows['quietHours']): readonly QuietHours[] =>
  rows.flatMap(([id, since, from, until, timeZone]) => (id === contactId ? [{ since, from, until, timeZone }] : []));

/** Two entries are one person when their numbers have the same hash; an entry without a number equals no other. */
export const isSamePerson = (one: NumberHash | null, other: NumberHash | null): boolean =>
  one !== null && one === other;

/** Of a telephone number: what two entries of one person have in common, however each was written, with or without the country code. */
export const comparedDigits = (phone: string): string => phone.replace(/[^0-9]/g, '').slice(-11);

/** Some consent was withdrawn, and none was given since. */
function isWithdrawn(consents: ContactRows['consents'], seniorId: SeniorId): boolean {
  const hers = consents.filter(([id]) => id === seniorId);
  return hers.some(
    ([, , withdrawnAt]) =>
      withdrawnAt !== null && !hers.some(([, givenAt, ended]) => ended === null && givenAt >= withdrawnAt),
  );
}
