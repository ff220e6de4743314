import { randomUUID } from 'node:crypto';
import { Global, Module } from '@nestjs/common';
import type { Settings } from '@silverbell/adapter-runtime';
import { PostgresCareRecords, PostgresHelperDirectory, type IncidentStores } from '@silverbell/adapter-postgres';
import type { Clock } from '@silverbell/kernel';
import type { RelayDeps } from '@silverbell/usecases';
import { EngineConnections } from '../persistence/engine-connections.js';
import { BASE_DEPS, CLOCK, INCIDENT_STORES, SETTINGS } from '../tokens.js';

/** What use cases need, as far as it is known before the broker is made. */
@Global()
@Module({
  providers: [
    {
      provide: BASE_DEPS,
      inject: [INCIDENT_STORES, PostgresCareRecords, PostgresHelperDirectory, EngineConnections, SETTINGS, CLOCK],
      useFactory: (
        { store, outbox }: IncidentStores,
        registry: PostgresCareRecords,
        helperDirectory: PostgresHelperDirectory,
        { notifier }: EngineConnections,
        { timeZone }: Settings,
        clock: Clock,
      ): RelayDeps => ({
        incidents: store,
        outbox,
        registry,
        helperDirectory,
        notifier,
        timeZone,
        clock,
        newId: randomUUID,
      }),
    },
  ],
  exports: [BASE_DEPS],
})
export class DepsModule {}
