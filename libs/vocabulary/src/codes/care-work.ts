/** What is open in daytime care and has an owner and a day (CR-08, CR-77). */
export const WORK_KINDS = [
  'visit-due',
  'visit-contact',
  'meal-call',
  'care-call',
  'care-call-warning',
  'order-to-assign',
  'order-late',
  'order-missed',
  'order-to-review',
  'order-disputed',
  'complaint-to-acknowledge',
  'complaint-to-answer',
  'verification-to-decide',
  'worker-to-replace',
  'follow-up-call',
  'follow-up-visit',
  'service-ended',
  'family-to-tell',
  'service-moved',
  'plan-without-provider',
  'assessment-expired',
  'device-recall',
  'certificate-ending',
  'contract-ending',
] as const;
export type WorkKind = (typeof WORK_KINDS)[number];

/** Where an item stands for this reader; `supervised`: overdue at an office below hers (督办). */
export const WORK_GROUPS = ['overdue', 'today', 'ahead', 'supervised'] as const;
export type WorkGroup = (typeof WORK_GROUPS)[number];
