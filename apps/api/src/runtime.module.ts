import { Global, Module, type DynamicModule } from '@nestjs/common';
import { ConfigModule, registerAs } from '@nestjs/config';
import {
  AddressMarks,
  JsonLogger,
  newMetrics,
  ProcessClock,
  Registry,
  TrustedProxies,
  type Settings,
} from '@silverbell/adapter-runtime';
import type { Clock } from '@silverbell/kernel';
import { CLOCK, DATABASE_URL, SETTINGS, SETTINGS_NAMESPACE, VERSION } from './tokens.js';

export interface RuntimeOptions {
  /** Read and checked by `readSettings` before Nest starts, so that every fault is one sentence on the terminal. */
  readonly settings: Settings;
  readonly databaseUrl: string;
  readonly version: string;
  readonly logger: JsonLogger;
  /** A test moves its own. */
  readonly clock?: Clock;
}

/** Settings, clock, logger and metrics of this process, for every module. */
@Global()
@Module({})
export class RuntimeModule {
  static of({ settings, databaseUrl, version, logger, clock }: RuntimeOptions): DynamicModule {
    const config = ConfigModule.forRoot({
      load: [registerAs(SETTINGS_NAMESPACE, () => settings)],
      ...{ ignoreEnvFile: true, ignoreEnvVars: true, skipProcessEnv: true },
    });
    return {
      module: RuntimeModule,
      imports: [config],
      providers: [
        { provide: DATABASE_URL, useValue: databaseUrl },
        { provide: VERSION, useValue: version },
        { provide: JsonLogger, useValue: logger },
        { provide: ProcessClock, useFactory: () => new ProcessClock() },
        { provide: CLOCK, inject: [ProcessClock], useFactory: (own: ProcessClock) => clock ?? own },
        { provide: Registry, useFactory: () => newMetrics('api') },
        {
          provide: TrustedProxies,
          inject: [SETTINGS],
          useFactory: ({ trustedProxies }: Settings) => new TrustedProxies(trustedProxies),
        },
        {
          provide: AddressMarks,
          inject: [SETTINGS],
          useFactory: ({ secret }: Settings) => new AddressMarks(secret),
        },
      ],
      exports: [
        ConfigModule,
        DATABASE_URL,
        VERSION,
        JsonLogger,
        ProcessClock,
        CLOCK,
        Registry,
        TrustedProxies,
        AddressMarks,
      ],
    };
  }
}
