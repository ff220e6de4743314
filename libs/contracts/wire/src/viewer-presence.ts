/**
 * Viewer presence timing, in seconds. Pages and API replicas refresh every 10 s, so a restarted replica is complete within 10 s.
 * Entries expire after 30 s: two lost messages are tolerated, a crashed viewer disappears.
 */
export const VIEWER_PRESENCE_S = { refreshEvery: 10, expiresAfter: 30 } as const;
