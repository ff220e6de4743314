import type { IdSource } from '@silverbell/kernel';

/** `id-1`, `id-2`, …: every test can say which id it means. */
export function countedIds(prefix = 'id'): IdSource {
  let last = 0;
  return () => `${prefix}-${String(++last)}`;
}
