/** Signs of life of a senior; a sign that may be of another person in the home does not count. */
export const SIGNS = [
  'motion',
  'door',
  'water',
  'bed',
  'worn',
  'press',
  'attendance',
  'spoken',
  'seen',
  'roll-called',
] as const;
export type Sign = (typeof SIGNS)[number];

export const AWAY_REASONS = ['with-family', 'hospital', 'care-facility', 'travel', 'other'] as const;
export type AwayReason = (typeof AWAY_REASONS)[number];

/** Why the inactivity rules of a senior were changed. */
export const RULE_REASONS = [
  'agreed-with-her',
  'asked-by-family',
  'too-many-alarms',
  'after-a-case',
  'sensor-changed',
  'other',
] as const;
export type RuleReason = (typeof RULE_REASONS)[number];

/** Why the inactivity of a senior cannot be judged fully. */
export const INACTIVITY_DOUBTS = ['shared-home', 'no-sensor', 'no-meter', 'sensors-silent'] as const;
export type InactivityDoubt = (typeof INACTIVITY_DOUBTS)[number];
