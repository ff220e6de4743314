import { createAppClient, storageOf } from '@silverbell/web-session';
import { Sound } from '@silverbell/web-ui';

/** What this page has once. */
export const client = createAppClient({
  name: 'silverbell.helper',
  kept: 'on-this-machine',
  namespace: '/helper',
  // A phone shows what it read last at once, and reads again whenever its page is looked at.
  queries: {
    staleTime: 0,
    refetchOnWindowFocus: 'always',
    refetchOnReconnect: 'always',
    refetchIntervalInBackground: true,
  },
});
export const { clock, session, api, queries, readAt, transport, drafts } = client;
export const sound = new Sound();

const deskKey = 'silverbell.helper.desk';

/** The last known number of the desk: needed exactly when it can no longer be asked for. */
export function deskNumber(fresh: string | null | undefined): string | null {
  const storage = storageOf('on-this-machine');
  try {
    if (fresh) storage?.setItem(deskKey, fresh);
    return fresh ?? storage?.getItem(deskKey) ?? null;
  } catch {
    return fresh ?? null;
  }
}
