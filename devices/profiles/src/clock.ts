import { toIso, type Instant } from '@silverbell/kernel';
import { isFiniteNumber, readDeviceClock, type MessageDoubt } from '@silverbell/mqtt-contract';

/** Between these a number is a time of our days: in seconds up to the year 2100, above that in milliseconds. */
const FIRST_SECOND = 946_684_800;
const LAST_SECOND = 4_102_444_800;

/** `last_seen` and the like: ISO 8601, milliseconds or seconds, as the hub's owner set it. */
export function readHubClock(
  value: unknown,
  receivedAt: Instant,
): { readonly at: string | null; readonly doubts: MessageDoubt[] } {
  const number = typeof value === 'string' && /^\d{9,13}(\.\d+)?$/.test(value) ? Number(value) : value;
  if (!isFiniteNumber(number)) return readDeviceClock(value, receivedAt);
  const ms = Math.trunc(number > LAST_SECOND ? number : number * 1_000);
  if (ms < FIRST_SECOND * 1_000 || ms > LAST_SECOND * 1_000)
    return { at: String(number).slice(0, 40), doubts: ['clock-unreadable'] };
  return readDeviceClock(toIso(ms as Instant), receivedAt);
}
