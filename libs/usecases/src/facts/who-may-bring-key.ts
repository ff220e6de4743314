import type { Recipient } from '../ports/care-records.js';
import type { NumberHash } from './rows.js';
import { isSamePerson } from './who-may-be-told.js';

/** The keys of a home that are not returned, and the contacts of its people, as rows. */
export interface KeyRows {
  readonly keys: readonly {
    readonly id: string;
    /** Those who live there agree that it is used. */
    readonly consentUse: boolean;
    /** As it was tried last; `null`: never tried. */
    readonly fits: boolean | null;
    readonly hash: NumberHash | null;
    /** A contact that keeps it. */
    readonly contactId: string | null;
    /** A helper keeps it who is suspended, or may not come to this home. */
    readonly isHelperBarred: boolean;
  }[];
  readonly contacts: readonly {
    readonly id: string;
    readonly conflict: boolean;
    readonly hash: NumberHash | null;
  }[];
}

/**
 * Who is asked to bring a key when the door stays shut (H17): with a number, with the consent of those who live there, and not with a key that
 * is known not to fit; once, however many keys she keeps. Who is flagged as a contact of the home keeps no key for us, under whatever entry the number stands (H10).
 */
export function whoMayBringKey({ keys, contacts }: KeyRows): readonly Recipient[] {
  const isFlagged = (id: string | null, hash: NumberHash | null): boolean =>
    contacts.some((one) => one.conflict && (one.id === id || isSamePerson(one.hash, hash)));
  const willing = keys.filter(
    ({ consentUse, fits, hash, contactId, isHelperBarred }) =>
      consentUse && fits !== false && hash !== null && !isHelperBarred && !isFlagged(contactId, hash),
  );
  return willing
    .toSorted((a, b) => Number(b.fits === true) - Number(a.fits === true) || (a.id < b.id ? -1 : 1))
    .filter(({ hash }, n, all) => all.findIndex((one) => isSamePerson(one.hash, hash)) === n)
    .map(({ id }) => ({ key: `key:${id}` }));
}
