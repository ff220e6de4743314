/** `missed-call` is raised by the platform alone: a person rang the centre and no operator answered. */
export const ALERT_KINDS = [
  'sos',
  'fall',
  'panic',
  'smoke',
  'heat',
  'gas',
  'carbon-monoxide',
  'unspecified',
  'inactivity',
  'bed-exit',
  'wandering',
  'water',
  'temperature',
  'vital',
  'geofence-exit',
  'medication-missed',
  'assistance',
  'impact',
  'removed',
  'tamper',
  'offline',
  'battery-low',
  'power-cut',
  'fault',
  'cancel',
  'test',
  'missed-call',
] as const;
export type AlertKind = (typeof ALERT_KINDS)[number];

export const RECEIPT_STAGES = [
  'received',
  'attended',
  'calling-you',
  'searching',
  'helper-assigned',
  'helper-changed',
  'helper-arrived',
  'emergency-called',
  'still-trying',
  'closed',
] as const;
export type ReceiptStage = (typeof RECEIPT_STAGES)[number];

/** Delivery state of a receipt to the device. */
export const RECEIPT_STATES = ['pending', 'sending', 'sent', 'delivered', 'read', 'failed', 'skipped'] as const;
export type ReceiptState = (typeof RECEIPT_STATES)[number];

/** What is doubtful about a signal; shown beside it in words. A doubt never mutes a signal. */
export const DOUBTS = [
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
  'unknown-device',
  'unregistered-child',
  'near-topic',
  'not-understood',
  'senior-deceased',
  'senior-moved',
  'senior-suspended',
  'device-moved',
  'device-retired',
  'test-outside-window',
  'replayed',
  'over-quota',
  'two-homes',
  'two-places',
  'hub-moved',
  'while-away',
  'twin-address',
  'refused-wrong-secret',
  'refused-certificate',
  'refused-client-id',
  'refused-protocol-version',
  'refused-topic',
  'refused-too-many-connections',
  'limit-address-full',
  'limit-listener-full',
  'late-report',
  'unproven',
  'ambiguous-device',
] as const;
export type Doubt = (typeof DOUBTS)[number];

export const SIGNAL_PHASES = ['raise', 'clear', 'cancel', 'note'] as const;
export type SignalPhase = (typeof SIGNAL_PHASES)[number];

/** From most to least certain. */
export const CERTAINTIES = ['observed', 'likely', 'possible', 'unverified', 'witnessed'] as const;
export type Certainty = (typeof CERTAINTIES)[number];
