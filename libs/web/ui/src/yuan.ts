/** A comma behind every digit that a multiple of three digits follows. */
const THOUSANDS = /\B(?=(?:\d{3})+$)/g;

/** Whole fen in the text form of money (CR-03): 207000 as `2,070.00`. */
export function yuanOf(fen: number): string {
  const whole = String(Math.floor(Math.abs(fen) / 100)).replace(THOUSANDS, ',');
  return `${fen < 0 ? '-' : ''}${whole}.${String(Math.abs(fen) % 100).padStart(2, '0')}`;
}

/** With commas only where the text form has them. */
const WRITTEN = /^\d{1,3}(?:,\d{3})+(?:\.\d*)?$/;

/** What was written in yuan as whole fen, with or without commas; what is no sum is no number, to be refused by name. */
export function fenOf(yuan: string): number {
  const written = yuan.trim();
  return Math.round(Number(WRITTEN.test(written) ? written.replaceAll(',', '') : written) * 100);
}
