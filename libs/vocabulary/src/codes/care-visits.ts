/** Where a welfare visit stands (CR-55 … CR-57). */
export const WELFARE_VISIT_STATES = ['planned', 'empty', 'done', 'excused', 'missed', 'cancelled'] as const;
export type WelfareVisitState = (typeof WELFARE_VISIT_STATES)[number];

/** Who owes the visit. */
export const VISIT_LEVELS = ['community', 'township', 'county'] as const;
export type VisitLevel = (typeof VISIT_LEVELS)[number];

/** Why a visit is owed: by the calendar, the sample of the county, or what happened to the person (CR-55, CR-58). */
export const VISIT_CAUSES = ['regular', 'sample', 'discharge', 'bereaved', 'moved'] as const;
export type VisitCause = (typeof VISIT_CAUSES)[number];

export const VISIT_FREQUENCIES = ['daily', 'weekly', 'monthly', 'quarterly', 'once'] as const;
export type VisitFrequency = (typeof VISIT_FREQUENCIES)[number];

/** How much a person is at risk, as far as visits go by it (CR-55). */
export const VISIT_RISKS = ['high', 'key', 'general'] as const;
export type VisitRisk = (typeof VISIT_RISKS)[number];

/** What happened to a visit; each is a fact of its trail. */
export const WELFARE_VISIT_STEPS = [
  'planned',
  'done',
  'found-empty',
  'contact-asked',
  'no-news',
  'excused',
  'missed',
  'miss-explained',
  'moved',
  'cancelled',
  'planned-again',
] as const;
export type WelfareVisitStep = (typeof WELFARE_VISIT_STEPS)[number];

/** Where or how the person was met. */
export const VISIT_WAYS = ['home', 'station', 'call'] as const;
export type VisitWay = (typeof VISIT_WAYS)[number];

/** Why a visit is not owed after all (CR-56). */
export const VISIT_EXCUSES = ['away', 'hospital'] as const;
export type VisitExcuse = (typeof VISIT_EXCUSES)[number];

/** The check list of a visit (CR-56). */
export const VISIT_MOODS = ['good', 'low', 'distressed'] as const;
export type VisitMood = (typeof VISIT_MOODS)[number];
export const VISIT_FOODS = ['enough', 'short', 'none'] as const;
export type VisitFood = (typeof VISIT_FOODS)[number];
export const VISIT_SAFETY = ['safe', 'unsafe'] as const;
export type VisitSafety = (typeof VISIT_SAFETY)[number];
export const VISIT_WARMTH = ['right', 'too-cold', 'too-hot'] as const;
export type VisitWarmth = (typeof VISIT_WARMTH)[number];
export const VISIT_DEVICE_TESTS = ['worked', 'failed', 'not-done', 'no-device'] as const;
export type VisitDeviceTest = (typeof VISIT_DEVICE_TESTS)[number];
export const VISIT_PROVIDER_QUALITY = ['good', 'fair', 'poor', 'no-service'] as const;
export type VisitProviderQuality = (typeof VISIT_PROVIDER_QUALITY)[number];
