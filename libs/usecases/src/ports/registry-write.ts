import { refuse, type AccountId, type Instant, type Refusal } from '@silverbell/kernel';
import type { AuditEntry } from '../privacy/audit/port.js';
import type { IdempotencyKey } from './incident-store.js';

/** One change of what is on file of places, people or things, as it was asked for. */
export interface RegistryCommand {
  readonly by: AccountId;
  readonly at: Instant;
  /** A repeated command is answered with what it did the first time. */
  readonly idempotency?: IdempotencyKey | undefined;
  /** Its answer holds something that is told once: the same key again is refused with `already-done`. */
  readonly toldOnce?: boolean;
}

/** What a change did. */
export interface RegistryWritten {
  /** Whose new state the caller reads. */
  readonly id: string;
  /** Kept in the same transaction; `null`: nothing was changed. */
  readonly audit: Omit<AuditEntry, 'actor' | 'at'> | null;
}

/** Reads, decides and writes in one transaction; a refusal writes nothing. */
export interface RegistryStore<Transaction> {
  write(
    command: RegistryCommand,
    work: (tx: Transaction) => Promise<RegistryWritten | Refusal>,
  ): Promise<{ readonly id: string } | Refusal>;
}

export type RegistryResult = ReturnType<RegistryStore<never>['write']>;

/** The row was changed since the caller read it: the caller is told the current state and by whom it was written. */
export interface StaleRow extends Refusal<'version-changed'> {
  readonly id: string;
  readonly changedBy: AccountId | null;
}

export const isStaleRow = (refusal: Refusal): refusal is StaleRow => refusal.refused === 'version-changed';

/** `ifMatch` is `undefined`: the caller did not say which version she read, and the current one is used. */
export const staleRow = (
  row: { readonly id: string; readonly version: number; readonly changedBy: AccountId | null },
  ifMatch: number | undefined,
): StaleRow | null =>
  ifMatch === undefined || ifMatch === row.version
    ? null
    : { ...refuse('version-changed', { version: row.version }), id: row.id, changedBy: row.changedBy };

/** The names of the fields that differ, for the audit log. */
export const changedFields = (before: object, after: object): readonly string[] => {
  const was = new Map<string, unknown>(Object.entries(before));
  return Object.entries(after).flatMap(([name, value]) =>
    name === 'version' || name === 'changedBy' || JSON.stringify(was.get(name)) === JSON.stringify(value) ? [] : [name],
  );
};
