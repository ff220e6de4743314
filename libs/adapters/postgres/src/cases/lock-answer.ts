import type { LockedCase } from '@silverbell/usecases';
import type { DeviceFile, RecipientsFile } from '../people/files.js';
import type { StoredState } from './case-rows.js';

/** A case as the database gives it back, still without its policy. */
export interface StoredCase {
  readonly state: StoredState;
  readonly policyKey: string;
  readonly leaseUntil: number | null;
  readonly number: number;
}

/** What `case_lock` and `cases_lock` give back. */
export interface LockAnswer {
  readonly state: StoredState | null;
  readonly policyKey: string | null;
  readonly leaseUntil: number | null;
  readonly number: number | null;
  readonly copy: boolean;
  readonly alertCase: LockedCase['alertCase'];
  readonly lastClosed: LockedCase['lastClosed'];
  readonly earlier: LockedCase['earlier'];
}

/** What `presses_begin` gives back; cases and last closed ones by family. */
export interface PressAnswer extends RecipientsFile {
  readonly n: number;
  readonly device: DeviceFile;
  readonly cases: Readonly<Record<string, StoredCase>> | null;
  readonly copy: boolean;
  readonly alertCase: LockedCase['alertCase'];
  readonly lastClosed: Readonly<Record<string, NonNullable<LockedCase['lastClosed']>>> | null;
}
