import { instant, seconds, type Duration, type Instant } from '@silverbell/kernel';
import type { Signal } from './profile.js';

/** From a day on, equal statements of a device that gives no ids are one press within this long. */
interface SamePressRule {
  readonly from: string;
  readonly within: Duration;
  /** Where the number is from. */
  readonly source: string;
}

/** By family, oldest first; the last row that holds at the time of receipt counts. */
export const SAME_PRESS = {
  native: [
    {
      from: '2026-11-28',
      within: seconds(2),
      source:
        'field case N20: three presses of `{"kind":"sos"}` in 9 s are three; a client library sends copies at once',
    },
  ],
  zigbee2mqtt: [
    {
      from: '2026-11-28',
      within: seconds(2),
      source: 'field case Z2: the copies of one press come within 0.5 s, with another linkquality each',
    },
  ],
  homeassistant: [
    {
      from: '2026-11-28',
      within: seconds(2),
      source: 'as zigbee2mqtt, whose extension says one press on two topics within 2 s',
    },
  ],
  watch: [
    {
      from: '2026-11-28',
      within: seconds(2),
      source:
        'field case N21: without a fix the clock of the frame stands still, so equal frames are presses; the answer follows the commit',
    },
  ],
} as const satisfies Readonly<Record<string, readonly [SamePressRule, ...SamePressRule[]]>>;

export type Family = keyof typeof SAME_PRESS;

/** A frame from a spool may be older than the table: then its oldest row holds. */
export function samePressWithin(family: Family, at: Instant): Duration {
  const rules: readonly [SamePressRule, ...SamePressRule[]] = SAME_PRESS[family];
  return (rules.findLast(({ from }) => instant(Date.parse(from)) <= at) ?? rules[0]).within;
}

/** A signal with the rule by which it is known from a copy. */
export interface ReceivedSignal extends Signal {
  /** Equal statements within this long are one press; `null`: the device's id names the press. */
  readonly sameWithin: Duration | null;
}

/** Only our own protocol carries ids of the device; `hash:` is the name we gave to what came without. */
const hasOwnId = (family: Family, { alertId }: Signal): boolean => family === 'native' && !alertId.startsWith('hash:');

/** What has no id of its own is named after its receipt as well: equal bytes are not one press for ever. */
export function withReceiptIds(family: Family, signals: readonly Signal[], at: Instant): readonly ReceivedSignal[] {
  return signals.map((signal) =>
    hasOwnId(family, signal)
      ? { ...signal, sameWithin: null }
      : { ...signal, alertId: `${signal.alertId}@${at.toString(36)}`, sameWithin: samePressWithin(family, at) },
  );
}
