import { RECEIPT_STAGES, type ReceiptStage } from '@silverbell/vocabulary';
import type { Receipt } from './pendant.store.js';

/** How a stage feels: milliseconds on and off in turns. */
export const VIBRATIONS = {
  'one-long': [600],
  'two-short': [150, 120, 150],
  'three-short': [150, 120, 150, 120, 150],
  'two-long': [600, 200, 600],
} as const;
export type Vibration = keyof typeof VIBRATIONS;

const FELT: Readonly<Record<ReceiptStage, Vibration>> = {
  received: 'one-long',
  attended: 'one-long',
  'calling-you': 'two-short',
  searching: 'two-short',
  'helper-assigned': 'three-short',
  'helper-changed': 'three-short',
  'helper-arrived': 'two-long',
  'emergency-called': 'two-long',
  'still-trying': 'two-short',
  closed: 'one-long',
};

/** Of four lamps: received, searching, a helper is coming, arrived. */
export const LAMPS = ['received', 'searching', 'coming', 'arrived'] as const;

/** How many lamps burn after a stage. `before`: how many did. A promise that is taken back puts its lamp out again. */
function lampsAfter(before: number, stage: ReceiptStage): number {
  switch (stage) {
    case 'received':
    case 'attended':
    case 'calling-you':
    case 'emergency-called':
      return Math.max(before, 1);
    case 'searching':
    case 'still-trying':
    case 'helper-changed':
      return 2;
    case 'helper-assigned':
      return 3;
    case 'helper-arrived':
      return 4;
    case 'closed':
      return 0;
  }
}

export interface Lesson {
  readonly stage: ReceiptStage;
  readonly lamps: number;
  readonly vibration: Vibration;
}

/** Every stage as the wearer meets it. Where it depends on what went before, as after the first receipt. */
export const LESSONS: readonly Lesson[] = RECEIPT_STAGES.map((stage) => ({
  stage,
  lamps: lampsAfter(1, stage),
  vibration: FELT[stage],
}));

const isStage = (stage: string): stage is ReceiptStage => (RECEIPT_STAGES as readonly string[]).includes(stage);

/** A silent receipt lights nothing; a stage of a newer platform changes nothing. */
export const lampsOf = (receipts: readonly Receipt[]): number =>
  receipts.some(({ silent }) => silent === true)
    ? 0
    : receipts.reduce((before, { stage }) => (isStage(stage) ? lampsAfter(before, stage) : before), 0);

/** `null`: the device stays still. */
export const vibrationOf = ({ stage, silent }: Receipt): readonly number[] | null =>
  silent === true || !isStage(stage) ? null : VIBRATIONS[FELT[stage]];
