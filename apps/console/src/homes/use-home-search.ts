import type { HomeFound } from '@silverbell/wire';
import { useCommand } from '@silverbell/web-live';
import { useState } from 'react';
import { api } from '../house.js';

/** Finds homes by what somebody says of one: a name, an address, a telephone. `found` is `null` until somebody looked. */
export function useHomeSearch(onFound?: (homes: readonly HomeFound[]) => void) {
  const [words, setWords] = useState('');
  const [found, setFound] = useState<readonly HomeFound[] | null>(null);
  const { busy, problem, run } = useCommand(() => api.newKey());
  const asked = words.trim();
  const find = (): void => {
    if (asked === '') return;
    void run(asked, async () => {
      const { items } = await api.get<{ items: HomeFound[] }>(`/homes?query=${encodeURIComponent(asked)}`);
      setFound(items);
      onFound?.(items);
    });
  };
  return { words, setWords, isEmpty: asked === '', found, busy, problem, find };
}
