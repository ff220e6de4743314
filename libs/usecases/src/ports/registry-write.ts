import { refuse, type AccountId, type Instant, type Refusal, type RegionId } from '@silverbell/kernel';
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

interface Version {
  readonly id: string;
  readonly version: number;
}
type VersionedRow = Version & Pick<LockedRow<Version>, 'changedBy'>;

/** A row that is locked until the end of the transaction, beside the account that wrote it last. */
export interface LockedRow<Row> {
  readonly row: Row;
  readonly changedBy: AccountId | null;
}

/** `ifMatch` is `undefined`: the caller did not say which version she read, and the current one is used. */
export const staleRow = (row: VersionedRow, ifMatch: number | undefined): StaleRow | null =>
  ifMatch === undefined || ifMatch === row.version
    ? null
    : { ...refuse('version-changed', { version: row.version }), id: row.id, changedBy: row.changedBy };

/** The row that a command is for, or why the command is refused: there is no such row, or it was changed since the caller read it. */
export const rowToChange = <Row extends VersionedRow>(row: Row | null, ifMatch: number | undefined): Row | Refusal =>
  row === null ? refuse('not-found') : (staleRow(row, ifMatch) ?? row);

/** The same of a {@link LockedRow}. */
export const lockedRowToChange = <Found extends LockedRow<Version>>(
  found: Found | null,
  ifMatch: number | undefined,
): Found | Refusal => {
  if (found === null) return refuse('not-found');
  const { id, version } = found.row;
  return staleRow({ id, version, changedBy: found.changedBy }, ifMatch) ?? found;
};

/** A command changed one row: the caller reads it anew, and the entry of the audit log is about it. */
export const rowWritten = (
  subjectKind: AuditEntry['subjectKind'],
  action: string,
  { id, regionId }: { readonly id: string; readonly regionId: RegionId },
  details: AuditEntry['details'],
): RegistryWritten => ({ id, audit: { action, subjectKind, subjectId: id, regionId, details } });

/** The names of the fields that differ, for the audit log. */
export const changedFields = (before: object, after: object): readonly string[] => {
  const was = new Map<string, unknown>(Object.entries(before));
  return Object.entries(after).flatMap(([name, value]) =>
    name === 'version' || name === 'changedBy' || JSON.stringify(was.get(name)) === JSON.stringify(value) ? [] : [name],
  );
};
