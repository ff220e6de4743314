/** What a follow-up (回访) asks about (CR-53). */
export const FOLLOW_UP_SUBJECTS = ['incident', 'order', 'complaint'] as const;
export type FollowUpSubject = (typeof FOLLOW_UP_SUBJECTS)[number];
