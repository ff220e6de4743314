import { QueryClient, type DefaultOptions } from '@tanstack/react-query';
import type { ApiProblem } from './problem.js';

declare module '@tanstack/react-query' {
  interface Register {
    defaultError: ApiProblem;
  }
}

/**
 * The cache of a page. It never waits for the browser to say that it is online: a call that cannot get through fails, and the page
 * says so, instead of being sent later, unexpectedly.
 */
export const createQueryClient = (queries: DefaultOptions['queries'] = {}): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: { networkMode: 'always', retry: false, ...queries },
      mutations: { networkMode: 'always', retry: false },
    },
  });
