import type { LockedCase } from '@silverbell/usecases';
import type { StoredState } from './case-rows.js';

/** What `case_lock` and `presses_lock` give back; the case still without its policy. */
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
