/** An amount of money in whole fen (1 yuan = 100 fen). Never a fraction (CR-03). */
export type Fen = number;

const SAFE = Number.MAX_SAFE_INTEGER;

/**
 * Divides two whole numbers and rounds a half upwards (CR-03), without floating point in between.
 * @param dividend whole, 0 or more
 * @param divisor whole, 1 or more
 */
export function roundHalfUp(dividend: number, divisor: number): number {
  if (!Number.isSafeInteger(dividend) || dividend < 0) throw new RangeError('the dividend is a whole number from 0');
  if (!Number.isSafeInteger(divisor) || divisor < 1) throw new RangeError('the divisor is a whole number from 1');
  const [n, d] = [BigInt(dividend), BigInt(divisor)];
  const rounded = Number((2n * n + d) / (2n * d));
  if (rounded > SAFE) throw new RangeError('the amount is too large to be counted in fen');
  return rounded;
}

/** What `minutes` cost at a rate per hour: rounded once, half upwards (CR-03). */
export function amountFen(minutes: number, rateFenPerHour: Fen): Fen {
  return roundHalfUp(minutes * rateFenPerHour, 60);
}

/**
 * Splits a line between its funders: every one but the last is rounded half upwards, the last takes what remains, so
 * that the shares always add up to the line (CR-03).
 * @param weights whole numbers from 0, not all 0; for example percent
 */
export function shareOut(lineFen: Fen, weights: readonly number[]): Fen[] {
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  let left = lineFen;
  return weights.map((weight, at) => {
    const share = at === weights.length - 1 ? left : Math.min(left, roundHalfUp(lineFen * weight, whole));
    left -= share;
    return share;
  });
}
