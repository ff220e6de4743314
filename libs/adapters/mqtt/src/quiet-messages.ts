import { gateway, newGatewaySession } from '@silverbell/profiles';
import type { Delivery } from './delivery.js';
import { recordObservations, type ObservationDeps } from './observations.js';
import { errorFacts } from './log.port.js';

/** Our own protocol remembers nothing between messages. */
const NOTHING_BEFORE = newGatewaySession();

/**
 * Heartbeats and telemetry of our own protocol at QoS 0: most of what devices say. They are read and noted in the moment they arrive, without a promise,
 * a timer or a place in a queue, so that thousands a second leave the processor to the presses.
 */
export class QuietMessages {
  constructor(private readonly deps: ObservationDeps) {}

  /** `false`: it may be more than that (an alert on a quiet topic, something nobody understands), and the intake has to read it. */
  read(delivery: Delivery): boolean {
    try {
      const { topic, payload, receivedAt, replayed: retained } = delivery;
      const result = gateway({ topic, payload, retained, receivedAt, session: NOTHING_BEFORE, device: null });
      if (result.priority !== 'batch' || result.signals.length > 0 || result.issues.length > 0) return false;
      recordObservations(this.deps, delivery, result);
      return true;
    } catch (error) {
      this.deps.log.error('quiet-message-not-read', { device: delivery.deviceId, ...errorFacts(error) });
      return false;
    }
  }
}
