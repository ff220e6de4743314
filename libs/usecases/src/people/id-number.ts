/** 公民身份号码 (GB 11643): what it says of its holder, read once it has been checked (CR-07). */
export interface IdNumber {
  /** 18 characters, digits and a final digit or `X`. */
  readonly number: string;
  /** YYYY-MM-DD */
  readonly birthDate: string;
  readonly gender: 'female' | 'male';
  /** The first two digits are none of a province: worth a second look, no reason to refuse. */
  readonly unknownArea: boolean;
}

/** Which of {@link ID_NUMBER_PROBLEMS} it is. */
export type IdNumberFault =
  /** The form in use until 1999 has no check digit. `asEighteen`: what its holder's card says today, when the old one is right. */
  | { readonly fault: 'fifteen-digits'; readonly asEighteen: string | null }
  | { readonly fault: 'form' | 'birth-date' | 'check-digit' };

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
const CHECK = '10X98765432';
const EARLIEST_YEAR = 1880;
/** GB/T 2260, provinces and what ranks with them. */
const AREAS = new Set(
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83'.split(' '),
);

/** Full-width characters, blanks and a small x as people type them. */
export const normalisedIdNumber = (written: string): string =>
  written
    .normalize('NFKC')
    .replace(/[\s‐-―-]/g, '')
    .toUpperCase();

/** `first`: the first 17 digits. */
export function checkCharacterOf(first: string): string {
  const sum = WEIGHTS.reduce((total, weight, at) => total + weight * Number(first[at]), 0);
  return CHECK[sum % 11] ?? '';
}

/** `today`: YYYY-MM-DD; who was born after it does not exist. */
export function readIdNumber(written: string, today: string): IdNumber | IdNumberFault {
  const number = normalisedIdNumber(written);
  if (/^\d{15}$/.test(number)) return { fault: 'fifteen-digits', asEighteen: asEighteen(number, today) };
  if (!/^\d{17}[\dX]$/.test(number)) return { fault: 'form' };
  const birthDate = dateOf(number.slice(6, 14), today);
  if (birthDate === null) return { fault: 'birth-date' };
  if (checkCharacterOf(number) !== number[17]) return { fault: 'check-digit' };
  return {
    number,
    birthDate,
    gender: Number(number[16]) % 2 === 1 ? 'male' : 'female',
    unknownArea: !AREAS.has(number.slice(0, 2)),
  };
}

export const isIdNumber = (read: IdNumber | IdNumberFault): read is IdNumber => !('fault' in read);

function asEighteen(fifteen: string, today: string): string | null {
  const first = `${fifteen.slice(0, 6)}19${fifteen.slice(6)}`;
  return dateOf(first.slice(6, 14), today) === null ? null : first + checkCharacterOf(first);
}

function dateOf(digits: string, today: string): string | null {
  const [year, month, day] = [digits.slice(0, 4), digits.slice(4, 6), digits.slice(6, 8)];
  const date = `${year}-${month}-${day}`;
  const at = new Date(`${date}T00:00:00Z`);
  const isReal = !Number.isNaN(at.getTime()) && at.toISOString().startsWith(date);
  return isReal && Number(year) >= EARLIEST_YEAR && date <= today ? date : null;
}
