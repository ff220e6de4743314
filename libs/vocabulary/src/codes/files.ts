export const POSITION_SOURCES = ['surveyed', 'map-click', 'geocoded', 'device', 'unknown'] as const;
export type PositionSource = (typeof POSITION_SOURCES)[number];

/** What a helper meets on her way into a home. */
export const HAZARDS = [
  'dog',
  'gas-bottle',
  'stairs',
  'coal-stove',
  'open-well',
  'narrow-lane',
  'infection',
  'violence',
] as const;
export type Hazard = (typeof HAZARDS)[number];

export const GENDERS = ['female', 'male', 'unknown'] as const;
export type Gender = (typeof GENDERS)[number];

export const HEARINGS = ['good', 'hard-of-hearing', 'deaf', 'unknown'] as const;
export type Hearing = (typeof HEARINGS)[number];

/** SR-10, several at once. */
export const CARE_CATEGORIES = ['left-behind', 'living-alone', 'disabled', 'lost-only-child', 'empty-nest'] as const;
export type CareCategory = (typeof CARE_CATEGORIES)[number];

/** SR-11 */
export const ECONOMIC_CLASSES = ['three-noes', 'subsistence', 'near-subsistence', 'destitute', 'other'] as const;
export type EconomicClass = (typeof ECONOMIC_CLASSES)[number];

/** Anything but `active` never mutes a device (H05). */
export const SENIOR_STATUSES = ['active', 'suspended', 'moved', 'deceased'] as const;
export type SeniorStatus = (typeof SENIOR_STATUSES)[number];

/** From what a senior is protected: seen by leads and protection officers. */
export const PROTECTION_FLAGS = ['suspected-abuse', 'violence', 'financial-abuse', 'neglect'] as const;
export type ProtectionFlag = (typeof PROTECTION_FLAGS)[number];

export const NOTICE_LEVELS = ['every-press', 'at-risk', 'ending-only'] as const;
export type NoticeLevel = (typeof NOTICE_LEVELS)[number];

export const CONSENT_PURPOSES = [
  'device',
  'position',
  'family',
  'helper',
  'key',
  'force',
  'recording',
  'listening-in',
  'photo',
  'research',
] as const;
export type ConsentPurpose = (typeof CONSENT_PURPOSES)[number];

export const CONSENT_CAPACITIES = ['self', 'guardian'] as const;
export const CONSENT_HOWS = ['signed', 'spoken', 'recorded'] as const;

export const KEY_HOLDER_KINDS = ['contact', 'neighbour', 'station', 'property-office'] as const;
export type KeyHolderKind = (typeof KEY_HOLDER_KINDS)[number];

/** What happened to a key: its custody log. */
export const KEY_STEPS = ['deposited', 'handed-over', 'fits', 'does-not-fit', 'returned', 'holder-deceased'] as const;
export type KeyStep = (typeof KEY_STEPS)[number];

/** SR-12: whether the children can look after her; evidence for eligibility alone, and never a statement of who is at home. */
export const CHILDREN_CAPACITIES = ['able', 'unable', 'none', 'unknown'] as const;
/** SR-14 */
export const ABILITY_LEVELS = ['intact', 'mild', 'moderate', 'severe', 'total'] as const;

export const REVEAL_PURPOSES = ['emergency', 'service', 'correction', 'complaint', 'legal', 'audit'] as const;
export type RevealPurpose = (typeof REVEAL_PURPOSES)[number];

export const REVEAL_FIELDS = ['idNumber', 'phone', 'address', 'entryCode', 'health'] as const;
export type RevealField = (typeof REVEAL_FIELDS)[number];

/** What is doubtful about a file that was kept all the same. */
export const FILE_WARNINGS = [
  'twin-address',
  'same-name-same-address',
  'unknown-area',
  'under-60',
  'region-differs',
  'registered-elsewhere',
  'no-phone',
  'phone-unusual',
] as const;
export type FileWarning = (typeof FILE_WARNINGS)[number];

/** What is wrong with an identity number of a person (CR-07). */
export const ID_NUMBER_PROBLEMS = ['form', 'fifteen-digits', 'birth-date', 'check-digit'] as const;
export type IdNumberProblem = (typeof ID_NUMBER_PROBLEMS)[number];
