import type { CellKind, SheetCell } from './port.js';

/** What an export put before a text that looked like a formula (CR-78) is taken away again. */
const GUARD = /^'(?=\s*[=+\-@])/;

/** Full-width letters and digits become plain ones; blanks of every width around a text go, and several in it become one. */
export const cleanText = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\u0000-\u0008\u000e-\u001f\u007f\u200b-\u200f\u2028-\u202e\ufeff]/g, '')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(GUARD, '');

/** A heading without what offices put around it: a star for "required", a remark in brackets, blanks. */
export const bareHeading = (text: string): string =>
  cleanText(text)
    .replace(/\([^)]*\)/g, '')
    .replace(/[*:\s]/g, '')
    .toLowerCase();

export const isReadable = (kind: CellKind): boolean => kind !== 'formula' && kind !== 'error' && kind !== 'too-long';

/** `YYYY-MM-DD`, or `null` when it is no day of the calendar. */
const day = (year: number, month: number, date: number): string | null => {
  const text = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`;
  const at = new Date(`${text}T00:00:00Z`);
  return Number.isNaN(at.getTime()) || !at.toISOString().startsWith(text) ? null : text;
};

const DAY_MS = 86_400_000;

/** The forms in which offices write a day: 1950-3-5, 1950/03/05, 1950.3.5, 1950年3月5日, 19500305, and the day number of a spreadsheet. */
export function readDate({ kind, text }: SheetCell): string | null {
  const written = cleanText(text);
  if (kind === 'date') return /^\d{4}-\d{2}-\d{2}$/.test(written) ? written : null;
  const parts = /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[ T]\d{1,2}:\d{2}.*)?$/.exec(written);
  if (parts) return day(Number(parts[1]), Number(parts[2]), Number(parts[3]));
  const digits = /^(\d{4})(\d{2})(\d{2})$/.exec(written);
  if (digits) return day(Number(digits[1]), Number(digits[2]), Number(digits[3]));
  const serial = /^\d{3,5}(?:\.0+)?$/.test(written) ? Number(written) : null;
  if (serial === null || serial < 61 || serial > 73_050) return null;
  return new Date(Date.UTC(1899, 11, 30) + serial * DAY_MS).toISOString().slice(0, 10);
}

const YES = new Set(['是', '有', '√', '✓', '对', 'y', 'yes', 'true', '1', '愿意', '可以', '能']);
const NO = new Set(['否', '无', '没有', '×', '✗', '不', 'n', 'no', 'false', '0', '不愿意', '不可以', '不能']);

export function readYesNo(text: string): boolean | null {
  const written = cleanText(text).toLowerCase();
  return YES.has(written) ? true : NO.has(written) ? false : null;
}

export function readNumber(text: string): number | null {
  const written = cleanText(text)
    .replace(/[, ]/g, '')
    .replace(/[°度层楼]$/, '');
  return /^[+-]?\d{1,9}(\.\d{1,20})?$/.test(written) ? Number(written) : null;
}

/** What stands for "nothing" in the forms of offices. */
const NOTHING = new Set(['', '无', '/', '-', '--', '—', '——', '暂无', '不详', '未知', 'n/a', 'null']);
export const isNothing = (text: string): boolean => NOTHING.has(cleanText(text).toLowerCase());

/** Several values in one cell. */
export const splitList = (text: string): readonly string[] =>
  cleanText(text)
    .split(/[、,;/|]|(?:和)/)
    .map((one) => one.trim())
    .filter((one) => !isNothing(one));

/** The blanks that forms put into a name of two characters go; 张三 and 李四 in one cell are two people. */
export function readName(text: string): { readonly name: string; readonly isTwo: boolean } {
  const written = cleanText(text);
  const spoken = written.split(/[、,;/&]|(?:\s和\s)/).filter((one) => one.trim() !== '');
  if (spoken.length > 1) return { name: written, isTwo: true };
  if (!/\p{Script=Han}/u.test(written)) return { name: written, isTwo: false };
  const parts = written.split(' ');
  const isTwo = parts.length > 1 && parts.every((one) => /^\p{Script=Han}{2,4}$/u.test(one));
  return { name: isTwo ? written : parts.join(''), isTwo };
}

/** A number as the contract allows it; `odd`: an unusual count of digits, worth a second look. */
export function readPhone(text: string): { readonly phone: string; readonly odd: boolean } | null {
  const written = cleanText(text).replace(/[−–—]/g, '-').replace(/\.0+$/, '');
  if (!/^[+0-9()#*,;x -]{2,40}$/i.test(written)) return null;
  const digits = written.replace(/\D/g, '').length;
  return { phone: written, odd: digits < 7 || digits > 15 };
}
