import { Global, Module, type DynamicModule, type FactoryProvider } from '@nestjs/common';
import type { Settings } from '@silverbell/adapter-runtime';
import {
  DirectoryQueries,
  openIncidentStores,
  PostgresCareRecords,
  PostgresDeviceStore,
  PostgresHelperDirectory,
  WaitingWorkQueries,
  type IncidentStores,
} from '@silverbell/adapter-postgres';
import { DataSource } from 'typeorm';
import { StartupError } from '../startup-error.js';
import { INCIDENT_STORES, SETTINGS } from '../tokens.js';
import { EngineConnections } from './engine-connections.js';

/** Throws with the sentence that a person reads. */
export function databaseUrlOf({ databaseUrl }: Settings): string {
  if (databaseUrl === null)
    throw new StartupError('DATABASE_URL is not set: start the station, which brings its own database, or name one.');
  return databaseUrl;
}

const PROVIDERS: readonly FactoryProvider[] = [
  { provide: DataSource, inject: [EngineConnections], useFactory: ({ source }: EngineConnections) => source },
  {
    provide: INCIDENT_STORES,
    inject: [EngineConnections, SETTINGS],
    useFactory: ({ source, commands, relaxed }: EngineConnections, { secret }: Settings) =>
      openIncidentStores(source, secret, commands, relaxed),
  },
  {
    provide: PostgresCareRecords,
    inject: [EngineConnections, SETTINGS],
    useFactory: ({ commands }: EngineConnections, { timeZone }: Settings) =>
      new PostgresCareRecords(commands, timeZone),
  },
  {
    provide: PostgresHelperDirectory,
    inject: [EngineConnections],
    useFactory: ({ commands }: EngineConnections) => new PostgresHelperDirectory(commands),
  },
  {
    provide: DirectoryQueries,
    inject: [DataSource, INCIDENT_STORES],
    useFactory: (source: DataSource, { keys }: IncidentStores) => new DirectoryQueries(source, keys),
  },
  ...[PostgresDeviceStore, WaitingWorkQueries].map((Store) => ({
    provide: Store,
    inject: [DataSource],
    useFactory: (source: DataSource) => new Store(source),
  })),
];

/** Connections and the stores that several modules use; a store of one module only is made there. */
@Global()
@Module({})
export class PersistenceModule {
  static over(connections: EngineConnections): DynamicModule {
    const providers = [{ provide: EngineConnections, useValue: connections }, ...PROVIDERS];
    return { module: PersistenceModule, providers, exports: providers.map(({ provide }) => provide) };
  }
}
