import { useCallback, useState } from 'react';
import type { Drafts } from './drafts.js';

/** The fields of a form as far as they were filled in, kept in this tab until the form was sent or given up. */
export function useDraft<T extends object>(
  drafts: Drafts,
  key: string,
  empty: T,
  /** What is never kept: it is on the screen only, and written again after a reload. */
  secret: readonly (keyof T)[] = [],
): readonly [value: T, change: (part: Partial<T>) => void, forget: () => void] {
  const [value, setValue] = useState<T>(() => ({ ...empty, ...(drafts.read(key) as Partial<T> | undefined) }));
  const change = useCallback(
    (part: Partial<T>) =>
      setValue((before) => {
        const next = { ...before, ...part };
        drafts.write(key, { ...next, ...Object.fromEntries(secret.map((one) => [one, empty[one]])) });
        return next;
      }),
    [drafts, key],
  );
  const forget = useCallback(() => drafts.forget(key), [drafts, key]);
  return [value, change, forget];
}
