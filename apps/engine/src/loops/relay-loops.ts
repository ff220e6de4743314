import { errorFacts, type Log } from '@silverbell/adapter-mqtt';
import { relayOnce, type OutboxRow, type RelayDeps, type Sender } from '@silverbell/usecases';
import { Loop } from './loop.js';
import type { EngineMetrics } from '../health/metrics.js';
import type { ProviderHealth } from '../health/provider-health.js';

const EVERY_MS = 1_000;
const BATCH = 50;

/** One loop per channel: a stuck SMS provider must not hold up what a device is waiting to hear. */
export function makeRelays(
  deps: RelayDeps,
  senders: readonly Sender[],
  providers: ProviderHealth,
  metrics: EngineMetrics,
  log: Log,
): ReadonlyMap<OutboxRow['channel'], Loop> {
  return new Map(
    senders.map((sender) => [
      sender.channel,
      new Loop({
        pauseMs: EVERY_MS,
        onError: (error) => log.error('relay-round-failed', { channel: sender.channel, ...errorFacts(error) }),
        work: async () => {
          const relayed = await relayOnce(deps, [sender], { limit: BATCH });
          const { taken, failed } = relayed;
          providers.tried(sender.channel, relayed);
          if (taken > 0) metrics.relayed.inc({ channel: sender.channel }, taken);
          for (const { id, error } of failed) {
            metrics.relayFailed.inc({ channel: sender.channel });
            log.error('not-deliverable', { channel: sender.channel, row: id, reason: error });
          }
          return taken >= BATCH ? 0 : null;
        },
      }),
    ]),
  );
}
