import type { Delivery, Log } from '@silverbell/adapter-mqtt';
import { FrameGateway, type FrameDeps } from '@silverbell/adapter-tcp';
import type { Settings } from '@silverbell/adapter-runtime';
import { defaultPolicy } from '@silverbell/incidents';
import type { Clock } from '@silverbell/kernel';
import { watch } from '@silverbell/profiles';
import type { CareRecords } from '@silverbell/usecases';
import { StartupError } from '../startup-error.js';
import type { EngineMetrics } from '../health/metrics.js';
import { WatchIntake } from './watch-intake.js';
import type { WatchRegister } from './watch-register.js';

export interface WatchListenerDeps {
  readonly intake: { accept(delivery: Delivery): Promise<void> };
  readonly watches: WatchRegister;
  readonly registry: CareRecords;
  readonly metrics: EngineMetrics;
  readonly clock: Clock;
  readonly log: Log;
  readonly guard: FrameDeps['guard'];
}

/** Opens the line for watches when a port was named for it. */
export async function openWatchListener(
  settings: Pick<Settings, 'watchPort' | 'bind'>,
  { intake, watches, registry, metrics, clock, log, guard }: WatchListenerDeps,
): Promise<{ readonly port: number; close(): Promise<void> } | null> {
  if (settings.watchPort === null) return null;
  const numbers = new WatchIntake(
    {
      ...{ intake, clock, log },
      matchOf: (number) => watches.matchOf(number),
      newNumbersPerMinute: async (id, now) =>
        (await registry.deviceFacts({ id, child: null }, now)).policy.limits.newNumbersPerMinute,
      count: (result) => metrics.watchNumbers.inc({ result }),
    },
    defaultPolicy.limits.newNumbersPerMinute,
  );
  const door = new FrameGateway(
    watch,
    { intake: numbers, clock, log, guard },
    { bind: settings.bind, port: settings.watchPort },
  );
  const port = await door.listen().catch((error: unknown) => {
    const { code } = error as { code?: string };
    if (code === 'EADDRINUSE')
      throw new StartupError(`Port ${settings.watchPort} is taken: set SILVERBELL_WATCH_PORT to a free one.`);
    if (code === 'EACCES' || code === 'EADDRNOTAVAIL')
      throw new StartupError(`Watches cannot be listened for on ${settings.bind}, port ${settings.watchPort}.`);
    throw error;
  });
  return { port, close: () => door.close() };
}
