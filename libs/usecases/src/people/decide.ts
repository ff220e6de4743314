import type { SuspendReason } from '@silverbell/vocabulary';
import { refuse, type AccountId, type Refusal } from '@silverbell/kernel';
import type { HelperStatus } from './port.js';

/** A complaint about a helper is examined by an outside person, never by the one who suspended her (safety case 4.5). */
const ALLEGATIONS: readonly SuspendReason[] = ['allegation', 'abuse', 'money', 'privacy'];

export const isSuspended = ({ last }: HelperStatus): boolean => last !== null && last.lifted === null;

export function mayBeSuspended(standing: HelperStatus, by: AccountId): Refusal | null {
  if (standing.accountId === by) return refuse('own-account');
  return isSuspended(standing) ? refuse('already-suspended', { at: standing.last?.at ?? null }) : null;
}

export function mayBeReinstated(standing: HelperStatus, by: AccountId): Refusal | null {
  if (standing.accountId === by) return refuse('own-account');
  if (!isSuspended(standing) || standing.last === null) return refuse('not-suspended');
  return ALLEGATIONS.includes(standing.last.reason) && standing.last.by === by ? refuse('party-to-this') : null;
}
