/** What a message is doubtful about. Shown to a person in words; none of them ever mutes an alert. */
export const MESSAGE_DOUBTS = [
  'clock-skew',
  'clock-unreadable',
  'no-position',
  'position-implausible',
  'no-id',
  'unknown-kind',
  'field-dropped',
  'repaired',
  'unreadable',
  'too-large',
  'unregistered-child',
  'near-topic',
  'replayed',
  'late-report',
] as const;
export type MessageDoubt = (typeof MESSAGE_DOUBTS)[number];

/** Why bytes are no message at all. They still open a case a person sees. */
export const UNREADABLE_REASONS = ['empty', 'too-large', 'nul-bytes', 'not-utf8', 'not-json', 'not-an-object'] as const;
export type UnreadableReason = (typeof UNREADABLE_REASONS)[number];
