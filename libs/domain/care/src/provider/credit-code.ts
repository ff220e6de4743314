const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const FORM = /^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/;
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28] as const;

/** Full-width characters, blanks and small letters as people type them. */
export const normalisedCreditCode = (written: string): string =>
  written.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase();

/** 统一社会信用代码: 18 characters with a check character, modulo 31 (GB 32100). `first`: the first 17 of them. */
export function creditCheckCharacter(first: string): string {
  const sum = WEIGHTS.reduce((total, weight, at) => total + weight * ALPHABET.indexOf(first[at] ?? ''), 0);
  return ALPHABET[(31 - (sum % 31)) % 31] ?? '';
}

export const isCreditCode = (code: string): boolean => FORM.test(code) && creditCheckCharacter(code) === code[17];
