import type { Doubt } from '@silverbell/vocabulary';

/** The doubts that the readers of this package find in one message. */
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
] as const satisfies readonly Doubt[];
export type MessageDoubt = (typeof MESSAGE_DOUBTS)[number];

/** Why a payload cannot be read at all. It still opens an incident that an operator sees. */
export const UNREADABLE_REASONS = ['empty', 'too-large', 'nul-bytes', 'not-utf8', 'not-json', 'not-an-object'] as const;
export type UnreadableReason = (typeof UNREADABLE_REASONS)[number];
