import type { HomeFound } from '@silverbell/wire';
import { useRouteMutation } from '@silverbell/web-api-client';
import { useState } from 'react';
import { api } from './app-client.js';

/** Finds homes by what somebody says of one: a name, an address, a telephone. `found` is `null` until somebody looked. */
export function useHomeSearch(onFound?: (homes: readonly HomeFound[]) => void) {
  const [query, setQuery] = useState('');
  const [found, setFound] = useState<readonly HomeFound[] | null>(null);
  const { isPending, error, mutate } = useRouteMutation(api, 'homes', {
    onSuccess: ({ items }) => {
      setFound(items);
      onFound?.(items);
    },
  });
  const asked = query.trim();
  const find = (): void => {
    if (asked !== '') mutate({ query: { query: asked } });
  };
  return { query, setQuery, isEmpty: asked === '', found, busy: isPending, problem: error, find };
}
