import { createAppClient, storageOf } from '@silverbell/web-session';
import { Sound } from '@silverbell/web-ui';
import { IndexedDbEntryStore } from './outbox/indexed-db.store.js';
import { Outbox } from './outbox/outbox.store.js';
import { refreshOf } from './refresh-tasks.js';
import { sendEntry } from './outbox/send-entry.js';
import { sendPhoto } from './outbox/send-photo.js';

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

/** Reads offers, assignments and visits again: after a push, after a command of our own, after a reconnect. */
export const refreshTasks = refreshOf(queries);

const queue = {
  owner: () => (session.state().user ?? session.state().expired)?.id ?? null,
  now: () => clock.now(),
  newId: () => api.newKey(),
};
export const outbox = new Outbox({
  ...queue,
  store: new IndexedDbEntryStore('silverbell.helper'),
  send: sendEntry(api),
  onAnswered: () => void refreshTasks(),
});
export const photos = new Outbox({
  ...queue,
  store: new IndexedDbEntryStore('silverbell.helper.photos'),
  send: sendPhoto(api),
  onAnswered: () => undefined,
});
session.subscribe(() => {
  outbox.ownerChanged();
  photos.ownerChanged();
});

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
