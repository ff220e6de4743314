import type { Clock, DeviceId } from '@silverbell/kernel';
import type { Intake } from './intake.js';
import { errorFacts, type Log } from './log.port.js';
import type { Metrics } from './metrics.port.js';
import type { Oversize, Verdict } from './packet-cap.js';

const TOPIC_BYTES = 1_024;
/** 64 KiB of payload. */
export const SOCKET_CAP_BYTES = 64 * 1024 + TOPIC_BYTES;
/** zigbee2mqtt describes its devices in messages that grow with the home, and sends them on every connect: cutting one would cut off the hub. They are no alert path. */
export const BRIDGE_BYTES = 2 * 1024 * 1024;
/** Above that they are not needed; they are read past, up to this. */
const SKIPPABLE_BYTES = 16 * 1024 * 1024;

/** What becomes of a packet above the cap. One that is cut is told: it may have been a press. */
export class OversizeRule {
  constructor(
    private readonly deps: {
      readonly intake: Pick<Intake, 'reportCut'>;
      readonly clock: Clock;
      readonly metrics: Metrics;
      readonly log: Log;
    },
  ) {}

  judge(oversize: Oversize, deviceId: DeviceId | null): Verdict {
    const { intake, clock, metrics, log } = this.deps;
    if (deviceId !== null && (oversize.topic ?? '').startsWith(`zigbee2mqtt/${deviceId}/bridge/`)) {
      if (oversize.remainingLength <= BRIDGE_BYTES + TOPIC_BYTES) return 'pass';
      if (oversize.remainingLength <= SKIPPABLE_BYTES) {
        metrics.inc('mqtt_oversize_total', { done: 'skipped' });
        return 'skip';
      }
    }
    metrics.inc('mqtt_oversize_total', { done: 'cut' });
    log.warn('oversize-cut', { device: deviceId, bytes: oversize.remainingLength });
    if (deviceId !== null) {
      const cut = { deviceId, topic: oversize.topic, head: Buffer.from(oversize.head), receivedAt: clock.now() };
      intake
        .reportCut(cut)
        .catch((error: unknown) => log.error('cut-not-reported', { device: deviceId, ...errorFacts(error) }));
    }
    return 'cut';
  }
}
