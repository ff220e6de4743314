/** What the silent devices of an outage have in common. */
export const OUTAGE_PLACE_TYPES = ['home', 'hub', 'region', 'carrier'] as const;
export type OutagePlaceType = (typeof OUTAGE_PLACE_TYPES)[number];

/** Why a senior is reached first in an outage, most serious first. */
export const RISKS = ['electric-device', 'living-alone', 'dementia', 'disabled', 'cannot-speak', 'oldest'] as const;
export type Risk = (typeof RISKS)[number];

/** How a senior was reached in a roll-call; `no-answer` records a try and ticks no name. */
export const ROLL_CALL_HOWS = ['spoken', 'visited', 'seen-by-other', 'no-answer'] as const;
export type RollCallHow = (typeof ROLL_CALL_HOWS)[number];

/** `heard`: the senior's device is online again · `ticked`: a person reached her. */
export const ROLL_CALL_STATES = ['waiting', 'heard', 'ticked'] as const;
export type RollCallState = (typeof ROLL_CALL_STATES)[number];
