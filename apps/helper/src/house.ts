import { openHouse, storageOf } from '@silverbell/web-session';
import { Sound } from '@silverbell/web-ui';

/** The one of everything this page has. */
export const house = openHouse({ name: 'silverbell.helper', kept: 'on-this-machine', namespace: '/helper' });
export const { clock, session, api, transport, drafts } = house;
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
