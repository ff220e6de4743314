import { routeQuery } from '@silverbell/web-api-client';
import { useQuery } from '@tanstack/react-query';
import { api } from './app-client.js';

const EVERY_MS = 60_000;
/** Plans change by the hour. */
const TONIGHT_EVERY_MS = 10 * 60_000;

/** `reads`: whether the account may; an auditor may not. */
export const useCoverage = (reads = true) =>
  useQuery({ ...routeQuery(api, 'coverageNow', {}), enabled: reads, staleTime: 0, refetchInterval: EVERY_MS });

export const useTonight = () =>
  useQuery({ ...routeQuery(api, 'helperCoverage', { query: {} }), staleTime: 0, refetchInterval: TONIGHT_EVERY_MS });
