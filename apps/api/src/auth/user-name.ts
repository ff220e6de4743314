const INVISIBLE = /[\u00ad\u200b-\u200f\u2060\ufeff]/g;
const DASHES = /[\u2010-\u2015\u2212]/g;

/**
 * The name an account is found by, from what a person typed: full-width letters of a Chinese keyboard, dashes that a phone made
 * longer, and blanks around it are the same name; names are kept in lower case. Passwords are taken as they are.
 */
export const userNameOf = (typed: string): string =>
  typed.normalize('NFKC').replace(INVISIBLE, '').replace(DASHES, '-').trim().toLowerCase();

const USERNAME = /^[\p{L}\p{N}][\p{L}\p{N}._-]{1,39}$/u;
/** As {@link userNameOf} gives it. */
export const isUserName = (name: string): boolean => USERNAME.test(name);
