import { mkdirSync } from 'node:fs';
import { Global, Module, type DynamicModule } from '@nestjs/common';
import { type Log } from '@silverbell/adapter-mqtt';
import { ProcessClock, TrustedProxies, type Settings } from '@silverbell/adapter-runtime';
import type { Clock } from '@silverbell/kernel';
import type { Sender } from '@silverbell/usecases';
import { engineIdIn } from './engine-id.js';
import { EngineMetrics } from './health/metrics.js';
import { CLOCK, ENGINE_ID, GIVEN_SENDERS, LOG, SETTINGS } from './tokens.js';

export interface EngineOptions {
  readonly settings: Settings;
  readonly log: Log;
  /** A test moves its own. */
  readonly clock?: Clock;
  /** Instead of the ways to people that the settings name. */
  readonly senders?: readonly Sender[];
}

/** Settings, clock, log and metrics of this process, for every module. */
@Global()
@Module({})
export class RuntimeModule {
  static of({ settings, log, clock, senders }: EngineOptions): DynamicModule {
    return {
      module: RuntimeModule,
      providers: [
        { provide: SETTINGS, useValue: settings },
        { provide: LOG, useValue: log },
        { provide: CLOCK, useFactory: () => clock ?? new ProcessClock() },
        { provide: GIVEN_SENDERS, useFactory: () => senders ?? null },
        { provide: EngineMetrics, useFactory: () => new EngineMetrics() },
        {
          provide: ENGINE_ID,
          useFactory: () => {
            mkdirSync(settings.dataDir, { recursive: true });
            return engineIdIn(settings.dataDir);
          },
        },
        { provide: TrustedProxies, useFactory: () => new TrustedProxies(settings.trustedProxies) },
      ],
      exports: [SETTINGS, LOG, CLOCK, GIVEN_SENDERS, EngineMetrics, ENGINE_ID, TrustedProxies],
    };
  }
}
