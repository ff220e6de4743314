import { routeQuery, type ApiProblem } from '@silverbell/web-api-client';
import type { SearchFound } from '@silverbell/wire';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api } from '../../shared/app-client.js';

/** An operator types three or four letters in this time; one request asks for all of them. */
const PAUSE_MS = 160;

/** What the server finds for these words, asked once per pause in the typing. */
export function useSearch(words: string): {
  readonly found: SearchFound | undefined;
  readonly problem: ApiProblem | null;
  readonly isLoading: boolean;
} {
  const [q, setQ] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setQ(words.trim()), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [words]);
  const result = useQuery({
    ...routeQuery(api, 'search', { query: { q } }),
    enabled: q !== '',
    placeholderData: keepPreviousData,
    staleTime: 10_000,
    gcTime: 30_000,
    retry: false,
  });
  return {
    found: words.trim() === '' ? undefined : result.data,
    problem: result.error,
    isLoading: result.isFetching || q !== words.trim(),
  };
}
