import { openHouse } from '@silverbell/web-session';

/** The one of everything this page has. */
export const house = openHouse({ name: 'silverbell.family', kept: 'on-this-machine', namespace: '/family' });
export const { clock, session, api, transport, drafts } = house;
