import { createAppClient } from '@silverbell/web-session';

/** What the office has once, for all its pages. A tab forgets its login when it is closed; drafts outlive a log-out in it. */
export const client = createAppClient({
  name: 'silverbell.office',
  kept: 'in-this-tab',
  namespace: '/console',
  drafts: 'outlive-a-logout',
  queries: { retry: 1, staleTime: 0, refetchOnWindowFocus: false },
});
export const { api, clock, drafts, queries, session } = client;
