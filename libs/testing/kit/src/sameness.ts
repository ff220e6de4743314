/** Where two values first differ, in words; `null` when they are the same. Plain data only; a missing key equals an undefined one. */
export function difference(actual: unknown, expected: unknown, path = ''): string | null {
  if (Object.is(actual, expected)) return null;
  if (!isObject(actual) || !isObject(expected) || Array.isArray(actual) !== Array.isArray(expected))
    return `${path || 'the value'} is ${shown(actual)} instead of ${shown(expected)}`;
  for (const key of new Set([...Object.keys(expected), ...Object.keys(actual)])) {
    const found = difference(actual[key], expected[key], path ? `${path}.${key}` : key);
    if (found) return found;
  }
  return null;
}

/** As {@link difference}, but what `expected` does not name may be anything. Lists are compared in full length. */
export function missing(actual: unknown, expected: unknown, path = ''): string | null {
  if (!isObject(actual) || !isObject(expected)) return difference(actual, expected, path);
  if (Array.isArray(expected) && (!Array.isArray(actual) || actual.length !== expected.length))
    return difference(actual, expected, path);
  for (const key of Object.keys(expected)) {
    const found = missing(actual[key], expected[key], path ? `${path}.${key}` : key);
    if (found) return found;
  }
  return null;
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

export const shown = (value: unknown): string => JSON.stringify(value) ?? String(value);
