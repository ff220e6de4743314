/**
 * What the servers say to each other over an outside broker. No device may read or write there, and nothing here is kept by anybody:
 * a lost message costs one look at the database.
 */
export const INTERNAL_PREFIX = 'internal/';

/** An engine to itself: when it comes back, everything the broker took before it was sent has come as well. */
export const pulseTopic = (engineId: string): string => `${INTERNAL_PREFIX}engine/${engineId}/pulse`;
/** Where a helper is, told by the api she told it to. */
export const positionTopic = (helperId: string): string => `${INTERNAL_PREFIX}position/${helperId}`;
/** Who has a page open at this api, said every few seconds and when it changes. */
export const presentTopic = (replica: string): string => `${INTERNAL_PREFIX}present/${replica}`;

/** All engines are one group on the lanes that may lose a message: each one comes to one engine. */
export const shared = (filter: string): string => `$share/silverbell/${filter}`;
