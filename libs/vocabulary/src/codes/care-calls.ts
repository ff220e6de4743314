/** Where a care call stands (CR-29): to be made, her contact to be asked, a warning, or ended. */
export const CARE_CALL_STATES = [
  'to-call',
  'to-ask',
  'warning',
  'spoken',
  'seen',
  'explained',
  'missed',
  'cancelled',
] as const;
export type CareCallState = (typeof CARE_CALL_STATES)[number];

/** What a try found out: she was spoken with and recognised, or seen; or neither. */
export const CARE_CALL_RESULTS = ['spoken', 'seen', 'unanswered', 'not-recognised'] as const;
export type CareCallResult = (typeof CARE_CALL_RESULTS)[number];

/** What her contact says of her; never a sign of life of hers. */
export const CARE_CALL_ANSWERS = ['with-her', 'knows-where', 'no-news', 'not-reached'] as const;
export type CareCallAnswer = (typeof CARE_CALL_ANSWERS)[number];

/** What happened to a care call; each is a fact of its trail. */
export const CARE_CALL_STEPS = [
  'planned',
  'reached',
  'tried',
  'contact-asked',
  'help-asked',
  'missed',
  'cancelled',
] as const;
export type CareCallStep = (typeof CARE_CALL_STEPS)[number];
