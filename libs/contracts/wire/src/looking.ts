/**
 * Viewer presence timing, in seconds. Pages and API replicas refresh every 10 s, so a restarted replica is complete within 10 s.
 * Entries expire after 30 s: two lost messages are tolerated, a crashed viewer disappears.
 */
export const LOOKING_S = { saidAgain: 10, holds: 30 } as const;
