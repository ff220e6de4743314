/** How much one account and one thing may hold; our own choice, so that a phone that sends again and again fills no disk. */
export const ATTACHMENT_LIMITS = {
  /** Of one order, visit, assignment, device or complaint. */
  ofOwner: 20,
  /** Of one account within 24 hours. */
  aDay: 200,
  /** Hours after which an upload goes that was given to nothing. */
  unclaimedHours: 7 * 24,
} as const;
