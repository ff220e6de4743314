/** Far more than any route asks for, and far less than what a recursive reader of the body fails at. */
export const DEEPEST_BODY = 32;

/** Whether objects and lists lie in one another deeper than that; counted without recursion. */
export function isDeeperThan(value: unknown, most: number): boolean {
  let level: readonly unknown[] = [value];
  for (let depth = 0; depth <= most; depth += 1) {
    level = level.flatMap((one): unknown[] => (typeof one === 'object' && one !== null ? Object.values(one) : []));
    if (level.length === 0) return false;
  }
  return true;
}
