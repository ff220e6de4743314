import type { DataSource } from 'typeorm';
import { PersonKeys } from '../crypto/person-keys.js';
import type { Queryable } from '../connection/command-pool.js';
import { CaseQueries } from './case.queries.js';
import { TypeormCaseStore } from './case.store.js';
import { IncidentChangesQueries } from './incident-changes.queries.js';
import { TypeormDeviceSeenStore } from './device-seen.store.js';
import { TypeormOutboxStore } from './outbox.store.js';
import { Policies } from './policies.js';

/** Everything a server keeps its cases with, over one pool. */
export interface Cases {
  readonly store: TypeormCaseStore;
  readonly outbox: TypeormOutboxStore;
  readonly queries: CaseQueries;
  readonly changes: IncidentChangesQueries;
  readonly keys: PersonKeys;
  readonly deviceSeen: TypeormDeviceSeenStore;
}

/**
 * `secret`: SILVERBELL_SECRET, from which the master key is derived. `commandPool` runs commands, `relaxedPool` outbox claims, marks and
 * heartbeats; without them everything shares the pool of `source`.
 */
export function openCases(
  source: DataSource,
  secret: string,
  commandPool: Queryable = source,
  relaxedPool: Queryable = source,
): Cases {
  const keys = new PersonKeys(source, secret);
  const policies = new Policies();
  return {
    store: new TypeormCaseStore(commandPool, keys, policies, relaxedPool),
    outbox: new TypeormOutboxStore(relaxedPool),
    queries: new CaseQueries(source, keys, policies),
    changes: new IncidentChangesQueries(source),
    keys,
    deviceSeen: new TypeormDeviceSeenStore(relaxedPool),
  };
}
