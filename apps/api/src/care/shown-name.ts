import { maskedName } from '@silverbell/usecases';

/** The roles in which a reader stands before a row of care; `reader` has nothing to do with it. */
type Onlooker = readonly { readonly role: string }[];

/** Of all her roles at this row none has anything to do with it. */
export const onlyReads = (actors: Onlooker): boolean => actors.every(({ role }) => role === 'reader');

/** The name of a person in daytime care: masked for who only reads the row, in full for everybody who acts on it or whose own it is (CR-07). */
export const shownName = (name: string, actors: Onlooker): string => (onlyReads(actors) ? maskedName(name) : name);
