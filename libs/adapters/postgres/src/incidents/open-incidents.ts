import type { DataSource } from 'typeorm';
import { PersonKeys } from '../crypto/person-keys.js';
import type { Queryable } from '../connection/command-pool.js';
import { IncidentQueries } from './incident.queries.js';
import { PostgresIncidentStore } from './incident.store.js';
import { IncidentChangesQueries } from './incident-changes.queries.js';
import { PostgresDeviceSeenStore } from './device-seen.store.js';
import { PostgresOutboxStore } from './outbox.store.js';
import { Policies } from './policies.js';

/** Everything a server keeps its incidents with, over one pool. */
export interface IncidentStores {
  readonly store: PostgresIncidentStore;
  readonly outbox: PostgresOutboxStore;
  readonly queries: IncidentQueries;
  readonly changes: IncidentChangesQueries;
  readonly keys: PersonKeys;
  readonly deviceSeen: PostgresDeviceSeenStore;
}

/**
 * `secret`: SILVERBELL_SECRET, from which the master key is derived. `commandPool` runs commands, `relaxedPool` outbox claims, marks and
 * heartbeats; without them everything shares the pool of `source`.
 */
export function openIncidentStores(
  source: DataSource,
  secret: string,
  commandPool: Queryable = source,
  relaxedPool: Queryable = source,
): IncidentStores {
  const keys = new PersonKeys(source, secret);
  const policies = new Policies();
  return {
    store: new PostgresIncidentStore(commandPool, keys, policies, relaxedPool),
    outbox: new PostgresOutboxStore(relaxedPool),
    queries: new IncidentQueries(source, keys, policies),
    changes: new IncidentChangesQueries(source),
    keys,
    deviceSeen: new PostgresDeviceSeenStore(relaxedPool),
  };
}
