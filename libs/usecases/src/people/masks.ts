/** Masks of personal data (CR-07). */

/** The first character and, of three or more, the last: 张*芳, 李*. */
export function maskedName(name: string): string {
  const letters = [...name.trim()];
  const [first = ''] = letters;
  if (letters.length <= 1) return first === '' ? '' : `${first}*`;
  return letters.length === 2
    ? `${first}*`
    : `${first}${'*'.repeat(letters.length - 2)}${letters[letters.length - 1] ?? ''}`;
}

/** The first 3 and the last 4 of 18. */
export const maskedIdNumber = (number: string): string => `${number.slice(0, 3)}***********${number.slice(-4)}`;

/** 138****0000; of a shorter number the last two. */
export function maskedPhone(phone: string): string {
  const digits = phone.replace(/[^0-9]/g, '').slice(-11);
  if (digits.length < 7) return `****${digits.slice(-2)}`;
  return `${digits.slice(0, 3)}****${digits.slice(-4)}`;
}
