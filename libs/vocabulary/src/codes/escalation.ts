/** The duty contacts a rung of a ladder reaches. The role is stamped on the incident; its people are looked up when the rung fires. */
export const LADDER_ROLES = [
  'lead',
  'overflow',
  'village-cadre',
  'station',
  'township-duty',
  'county-duty',
  'fire-post',
] as const;
export type LadderRole = (typeof LADDER_ROLES)[number];

/**
 * From when the wait of a rung counts:
 * `raised` the first signal · `unattended` the first signal, while no operator attends · `no-verdict` the first attention, while the verdict is unknown ·
 * `unaccepted` the start of the search, while no helper has accepted ·
 * `names-waiting` the first signal, attended or not, while a name of the roll-call is open.
 */
export const RUNG_CONDITIONS = ['raised', 'unattended', 'no-verdict', 'unaccepted', 'names-waiting'] as const;
export type RungCondition = (typeof RUNG_CONDITIONS)[number];
