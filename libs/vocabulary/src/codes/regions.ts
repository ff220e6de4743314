/** What is doubtful about a place that was put on file all the same. */
export const PLACE_WARNINGS = ['datum-unknown', 'outside-boundary', 'far-from-centre'] as const;
export type PlaceWarning = (typeof PLACE_WARNINGS)[number];

/** What a region needs before an alert there can be answered. */
export const READINESS_PARTS = ['regions', 'seats', 'emergency-numbers', 'people', 'devices', 'first-press'] as const;
export type ReadinessPart = (typeof READINESS_PARTS)[number];

/** What is wrong with a role of the ladders in a region: no seat there or above, or a seat that did not answer a call this month. */
export const SEAT_GAPS = ['no-seat', 'check-due'] as const;
export type SeatGap = (typeof SEAT_GAPS)[number];

/** Whom a region has a direct number of, as it is dialled there (H16). */
export const EMERGENCY_SERVICES = ['120', '119', '110', 'gas', 'power', 'water'] as const;
export type EmergencyService = (typeof EMERGENCY_SERVICES)[number];
