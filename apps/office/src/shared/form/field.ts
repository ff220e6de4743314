import type { Choice } from '@silverbell/web-ui';
import { isPlace, isUnreadable, type Place } from './place.js';

/** What stands in a field: words (also of numbers, dates and choices), several choices or regions, a tick, a place. */
export type FieldValue = string | readonly string[] | boolean | Place;

export type FieldKind =
  | { readonly kind: 'text' | 'password' | 'phone' | 'number' | 'date' | 'words' }
  | { readonly kind: 'tick' }
  | { readonly kind: 'choice' | 'choices'; readonly choices: readonly Choice[] }
  | { readonly kind: 'region' | 'regions' | 'home' | 'senior' }
  | { readonly kind: 'place' };

export type Field<Values> = FieldKind & {
  readonly key: keyof Values & string;
  readonly label: string;
  readonly hint?: string;
  readonly required?: boolean;
  readonly wide?: boolean;
  /** Not kept in the draft: an entry code, an identity number. */
  readonly secret?: boolean;
};

export type FormValues<Values> = { readonly [K in keyof Values]: FieldValue };

export const isEmpty = (value: FieldValue): boolean =>
  isPlace(value) ? value.lat === '' || value.lng === '' : typeof value === 'boolean' ? false : value.length === 0;

/** Why a form is not sent with this value; `null`: it is. An unreadable place is neither a place nor none, required or not. */
export function wrongWith({ required }: { readonly required?: boolean }, value: FieldValue): WrongValue | null {
  if (isPlace(value) && isUnreadable(value)) return 'place.unreadable';
  return required === true && isEmpty(value) ? 'form.required' : null;
}
/** Keys of its sentences. */
export type WrongValue = 'form.required' | 'place.unreadable';

/** Full-width digits and marks as an input method writes them, and blanks at the ends. */
const plain = (written: string): string => written.normalize('NFKC').trim();

/** A date as people type it (19471112, 1947.11.12, 1947年11月12日) as `1947-11-12`; anything else stays as it was written. */
export function dateOf(written: string): string {
  const text = plain(written);
  const found = /^(\d{4})[-./年]?(\d{1,2})[-./月]?(\d{1,2})日?$/.exec(text);
  if (found === null) return text;
  const [, year = '', month = '', day = ''] = found;
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

/** What a field hands on when it is left: words without blanks at their ends, dates in one form. */
export function tidy({ kind }: FieldKind, value: FieldValue): FieldValue {
  if (typeof value !== 'string' || kind === 'password' || kind === 'words') return value;
  return kind === 'date' ? dateOf(value) : kind === 'phone' || kind === 'number' ? plain(value) : value.trim();
}

/** A field of the body that may be left out: `undefined` where nothing was written. */
export const orNone = (value: FieldValue): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;
export const numberOrNone = (value: FieldValue): number | undefined =>
  typeof value === 'string' && value !== '' && Number.isFinite(Number(value)) ? Number(value) : undefined;
