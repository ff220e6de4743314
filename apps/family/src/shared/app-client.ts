import { createAppClient } from '@silverbell/web-session';

/** What this page has once. */
export const client = createAppClient({
  name: 'silverbell.family',
  kept: 'on-this-machine',
  namespace: '/family',
  // A phone shows what it read last at once, and reads again whenever its page is looked at.
  queries: {
    staleTime: 0,
    refetchOnWindowFocus: 'always',
    refetchOnReconnect: 'always',
    refetchIntervalInBackground: true,
  },
});
export const { clock, session, api, queries, readAt, transport, drafts } = client;
