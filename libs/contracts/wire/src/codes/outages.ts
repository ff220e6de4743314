/** What those have in common whose way to call is lost. */
export const OUTAGE_PLACES = ['home', 'hub', 'region', 'carrier'] as const;
export type OutagePlace = (typeof OUTAGE_PLACES)[number];

/** Why somebody is called first when the way to call is lost, gravest first. */
export const RISKS = ['electric-device', 'living-alone', 'dementia', 'disabled', 'cannot-speak', 'oldest'] as const;
export type Risk = (typeof RISKS)[number];

/** How somebody was reached in a roll-call; `no-answer` is a try, and ticks nothing. */
export const ROLL_CALL_HOWS = ['spoken', 'visited', 'seen-by-other', 'no-answer'] as const;
export type RollCallHow = (typeof ROLL_CALL_HOWS)[number];

/** `heard`: her device is heard again · `ticked`: a person reached her. */
export const ROLL_CALL_STATES = ['waiting', 'heard', 'ticked'] as const;
export type RollCallState = (typeof ROLL_CALL_STATES)[number];
