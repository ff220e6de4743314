/** A watch's registered id is its family and the number it claims; that number is a claim and no more. */
export const watchDeviceKey = (id: string): string => `watch:${id}`;

const PREFIX = /^\s*watch\s*[:：]\s*/i;
const LABEL = /^\s*(imei|sn|id|no)\s*[.:：#]?\s*/i;

/** The number alone, as people copy it from a box: no family, no label, no blanks or dashes between digits, full-width digits as plain ones. */
export function watchNumberOf(written: string): string {
  const plain = written.normalize('NFKC').replace(PREFIX, '').replace(LABEL, '').trim();
  const joined = plain.replace(/[\s\u00a0–—./-]/g, '');
  return /^\d+$/.test(joined) ? joined : plain;
}

/** What a number on a box or in a form is registered as. */
export const watchIdOf = (written: string): string => watchDeviceKey(watchNumberOf(written));

/** A number that only a device has: 10 digits as trackers say it, 14 to 16 as an IMEI is written (without check digit, with it, with software version). */
export const isWatchNumber = (written: string): boolean => /^(\d{10}|\d{14,16})$/.test(watchNumberOf(written));

/** How well a number that a frame says fits a registered one; the smaller the better. `null`: another device. */
export type Fit = 0 | 1 | 2;

const SHORT = 10;
/** Digits 5 to 14 of an IMEI: its serial number and what identifies its model, without country and check digit. */
const USUAL_AT = 4;
const isLong = (digits: string): boolean => /^\d{14,16}$/.test(digits);
const isShort = (digits: string): boolean => /^\d{10}$/.test(digits);

/**
 * 0: the same number · 1: the same IMEI otherwise written, or the ten digits that trackers usually take of it (5 to 14) ·
 * 2: ten digits from elsewhere in it. Either of them may be the long one.
 */
export function fitOf(registered: string, reported: string): Fit | null {
  const [a, b] = [watchNumberOf(registered), watchNumberOf(reported)];
  if (a === b) return 0;
  if (isLong(a) && isLong(b)) return a.length !== b.length && a.slice(0, 14) === b.slice(0, 14) ? 1 : null;
  const [long, short] = isLong(a) ? [a, b] : [b, a];
  if (!isLong(long) || !isShort(short)) return null;
  if (long.slice(USUAL_AT, USUAL_AT + SHORT) === short) return 1;
  return long.includes(short) ? 2 : null;
}

/** Every run of ten digits in a long number, each once: what a register is searched by. A short one is its own; anything else has none. */
export function shortNumbersOf(written: string): readonly string[] {
  const digits = watchNumberOf(written);
  if (isShort(digits)) return [digits];
  if (!isLong(digits)) return [];
  return [...new Set(Array.from({ length: digits.length - SHORT + 1 }, (_, at) => digits.slice(at, at + SHORT)))];
}

export type WatchMatch<Id extends string> =
  | { readonly is: 'one'; readonly id: Id }
  | { readonly is: 'several'; readonly ids: readonly Id[] }
  | { readonly is: 'none' };

/** Which of the registered watches a frame is from. The best fit counts alone; two equally good ones are a question for a person. */
export function matchWatch<Id extends string>(registered: readonly Id[], reported: string): WatchMatch<Id> {
  const fits = registered.flatMap((id) => {
    const fit = fitOf(id, reported);
    return fit === null ? [] : [{ id, fit }];
  });
  const best = Math.min(...fits.map(({ fit }) => fit));
  const ids = fits.filter(({ fit }) => fit === best).map(({ id }) => id);
  const [only, ...others] = ids;
  if (only === undefined) return { is: 'none' };
  return others.length === 0 ? { is: 'one', id: only } : { is: 'several', ids };
}
