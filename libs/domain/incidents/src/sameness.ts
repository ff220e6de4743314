import { between, minutes, seconds, type DeviceId, type Duration, type Instant } from '@silverbell/kernel';
import type { AlertKind } from '@silverbell/vocabulary';
import type { SignalFacts } from './commands.js';
import type { AlertRef } from './state.js';

/**
 * What decides whether a message is a press of its own. Counters, signal quality, battery and the clocks of the frame
 * are not among it: they differ between copies of one press.
 */
export interface ReceivedAlert {
  readonly deviceId: DeviceId;
  /** A device behind this hub. */
  readonly child: string | null;
  readonly kind: AlertKind;
  /** Only what happened is a press; that it is over, or taken back, repeats nothing. */
  readonly phase: SignalFacts['phase'];
  readonly alertId: string;
  /** The device gave no id: equal statements within this long of the first are one press. `null`: its id names the press. */
  readonly sameWithin: Duration | null;
  /** As the device counts: 1 for the press, one more for each time it says it again. */
  readonly attempt: number;
  /** When it came here, by our clock. */
  readonly heardAt: Instant;
  /** MQTT marks it as sent before (DUP), and it was taken in before. */
  readonly redelivered: boolean;
}

/** A device falls back to its own means after this long without `received` (contracts.md 3): a series of repeats has no longer gap. */
export const REPEATS_WITHIN = seconds(30);

/**
 * A mark of MQTT (DUP) is believed this long after the message was taken in. It comes with the next connection of the device; some
 * firmware sets the mark on every message, and then a later one may be a press.
 */
export const REDELIVERY_WITHIN = minutes(10);

const firstHeard = (alert: AlertRef): Instant => alert.heardAt ?? alert.at;
const lastHeard = (alert: AlertRef): Instant => alert.lastHeardAt ?? firstHeard(alert);
const apart = (a: Instant, b: Instant): number => Math.abs(between(a, b));

/**
 * The one of these alerts of an incident that the message says again; `null`: it is a press of its own.
 * `answered`: a verdict was given about them, or help has been there.
 */
export function repeatedAlert(
  alerts: readonly AlertRef[],
  answered: boolean,
  received: ReceivedAlert,
): AlertRef | null {
  if (received.phase !== 'raise') return null;
  const alike = alerts.filter(
    (alert) =>
      alert.deviceId === received.deviceId && alert.kind === received.kind && (alert.child ?? null) === received.child,
  );
  if (received.sameWithin !== null) {
    const { sameWithin, heardAt } = received;
    const copied = alike.findLast((alert) => apart(firstHeard(alert), heardAt) <= sameWithin);
    return copied ?? (received.redelivered ? (alike.at(-1) ?? null) : null);
  }
  const named = alike.findLast((alert) => alert.alertId === received.alertId) ?? null;
  return named === null || received.redelivered || !answered || goesOn(named, received) ? named : null;
}

/**
 * After a verdict a known id is the device's repetition when its attempt rose or it never paused. Otherwise the firmware gives every press
 * the same id, and this is a press: a verdict about the first one must not silence the second.
 */
const goesOn = (alert: AlertRef, received: ReceivedAlert): boolean =>
  received.attempt > (alert.attempt ?? 1) || apart(lastHeard(alert), received.heardAt) <= REPEATS_WITHIN;
