import type { Log, Metrics } from '@silverbell/adapter-mqtt';
import { ListenerGuard, type GuardEvent } from '@silverbell/adapter-tcp';
import type { RefusedDevices } from '@silverbell/usecases';

/** One line a minute for each listener and reason: a flood is not to fill the disk as well. */
const LOG_EVERY_MS = 60_000;

/** The limits of this engine's listeners, with what is said when one is reached. */
export function makeListenerGuard(
  metrics: Metrics,
  log: Log,
  refused: Pick<RefusedDevices, 'limitReached'>,
  isProxy: (address: string) => boolean,
): ListenerGuard {
  const loggedAt = new Map<string, number>();
  const onEvent = ({ listener, what, reason, address }: GuardEvent): void => {
    if (what === 'error') metrics.inc('listener_errors_total', { listener, code: reason });
    else metrics.inc('connections_ended_total', { listener, reason });
    if (reason === 'address-full' || reason === 'listener-full') void refused.limitReached(listener, reason, address);
    const key = `${listener} ${what} ${reason}`;
    const now = performance.now();
    if (now - (loggedAt.get(key) ?? Number.NEGATIVE_INFINITY) < LOG_EVERY_MS) return;
    loggedAt.set(key, now);
    if (what === 'error') log.error('listener-cannot-accept', { listener, code: reason });
    else log.warn(`connection-${what}`, { listener, reason });
  };
  return new ListenerGuard({ onEvent, isProxy });
}
