import type { DataSource } from 'typeorm';
import { PersonKeys } from '../crypto/person-keys.js';
import { Lane } from '../lane.js';
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
 * `secret`: SILVERBELL_SECRET, from which the key of all keys is made. `lane`: the pool that commands have for themselves, `errands` that
 * of claims, marks and heartbeats; without them they share that of everything else.
 */
export function openCases(
  source: DataSource,
  secret: string,
  lane = new Lane(source),
  errands = new Lane(source),
): Cases {
  const keys = new PersonKeys(source, secret);
  const policies = new Policies();
  return {
    store: new TypeormCaseStore(lane, keys, policies, errands),
    outbox: new TypeormOutboxStore(errands),
    queries: new CaseQueries(source, keys, policies),
    changes: new IncidentChangesQueries(source),
    keys,
    deviceSeen: new TypeormDeviceSeenStore(errands),
  };
}
