import { routeQuery } from '@silverbell/web-api-client';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../shared/app-client.js';

const EVERY_MS = 60_000;
/** Plans change by the hour. */
const TONIGHT_EVERY_MS = 10 * 60_000;

export const useCoverage = () =>
  useQuery({ ...routeQuery(api, 'coverageNow', {}), staleTime: 0, refetchInterval: EVERY_MS });

export const useTonight = () =>
  useQuery({ ...routeQuery(api, 'helperCoverage', { query: {} }), staleTime: 0, refetchInterval: TONIGHT_EVERY_MS });
