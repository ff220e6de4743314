/** What is doubtful about a place that was put on file all the same. */
export const PLACE_WARNINGS = ['datum-unknown', 'outside-boundary', 'far-from-centre'] as const;
export type PlaceWarning = (typeof PLACE_WARNINGS)[number];

/** What a region needs before an alert there can be answered. */
export const READINESS_PARTS = ['regions', 'seats', 'emergency-numbers', 'people', 'devices', 'first-press'] as const;
export type ReadinessPart = (typeof READINESS_PARTS)[number];

/**
 * What is wrong with a role of the ladders in a region: no seat there or above, a seat that did not answer a call this month, or one that keeps
 * a rota and has hours in the coming days without a holder.
 */
export const SEAT_GAPS = ['no-seat', 'check-due', 'rota-gap'] as const;
export type SeatGap = (typeof SEAT_GAPS)[number];

/** Whom a region has a direct number of, as it is dialled there (H16). */
export const EMERGENCY_SERVICES = ['120', '119', '110', 'gas', 'power', 'water'] as const;
export type EmergencyService = (typeof EMERGENCY_SERVICES)[number];

/** A line of the rota of a seat: it counts, its holder called in absent without a stand-in, or it was taken back. */
export const SHIFT_STATES = ['planned', 'absent', 'cancelled'] as const;
export type ShiftState = (typeof SHIFT_STATES)[number];

/** What happened to a line of the rota. */
export const SHIFT_STEPS = ['planned', 'swapped', 'stood-in', 'absent', 'cancelled'] as const;
export type ShiftStep = (typeof SHIFT_STEPS)[number];

/** Where a referral from one facility to another stands (SR-05). */
export const REFERRAL_STATES = ['open', 'accepted', 'declined', 'ended'] as const;
export type ReferralState = (typeof REFERRAL_STATES)[number];

/** Features that a region switches on or off for itself and what is below it (SR-08): the setting `pilot.<feature>`. */
export const PILOT_FEATURES = [
  'referral',
  'channel-self-test',
  'purchase',
  'orders',
  'visits',
  'meals',
  'warnings',
  'aid',
  'points',
  'subsidies',
  'mass-event',
  'public',
] as const;
export type PilotFeature = (typeof PILOT_FEATURES)[number];

/** What the value of a setting is. */
export const SETTING_UNITS = ['switch', 'time-zone', 'days', 'hours', 'minutes', 'seconds', 'number', 'other'] as const;
export type SettingUnit = (typeof SETTING_UNITS)[number];
