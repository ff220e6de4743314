import { QueryFailedError } from 'typeorm';

/** Our own SQLSTATE, raised by `incidents_write`. */
const KEY_ERASED = 'SB003';

/** Lost against a neighbour who wrote the same row first; the same work on fresh facts has every chance. */
const RETRYABLE_CONSTRAINTS: readonly string[] = [
  'incident_one_open',
  'incident_pkey',
  'idempotency_pkey',
  'person_key_live',
  'inbox_pkey',
  'inbox_copy',
  // files of homes and people: looked at again, the other row is there and is named in the refusal
  'home_pkey',
  'home_door_tag_key',
  'senior_pkey',
  'senior_id_number',
  'contact_pkey',
  'contact_senior_id_position_key',
  'consent_pkey',
  'key_holding_pkey',
  // the same picture of the same thing by two people at once: looked at again, the other one is there
  'attachment_once',
];

interface DatabaseFailure {
  readonly code?: unknown;
  readonly constraint?: unknown;
  readonly message?: unknown;
}

const asFailure = (error: unknown): DatabaseFailure =>
  error instanceof QueryFailedError
    ? (error.driverError as DatabaseFailure)
    : typeof error === 'object' && error !== null
      ? (error as DatabaseFailure)
      : {};

const codeOf = (error: unknown): string => {
  const { code } = asFailure(error);
  return typeof code === 'string' ? code : '';
};

export const isErasedKey = (error: unknown): boolean => codeOf(error) === KEY_ERASED;

/** Decided again and again, and each time something had changed before it was written. */
export class RetryableConflict extends Error {
  override readonly name = 'RetryableConflict';

  constructor() {
    super('the incident changed each time before the command was written');
  }
}

/** The connection, or the whole database: what was asked over it may or may not have been done. */
export const isConnectionLost = (error: unknown): boolean => {
  const code = codeOf(error);
  return /^(08|57P)/.test(code) || isConnectionFailure(error, code);
};

/** The same work, begun again now, may well succeed: serialization, deadlock, or a lost race for the same row. */
export function isRetryableConflict(error: unknown): boolean {
  if (error instanceof RetryableConflict) return true;
  const code = codeOf(error);
  if (code === '40001' || code === '40P01' || code === KEY_ERASED) return true;
  return code === '23505' && RETRYABLE_CONSTRAINTS.includes(String(asFailure(error).constraint));
}

/**
 * Nothing is wrong with the message, only with the moment: no acknowledgement, try again later.
 * 08 connection, 40 rollback, 53 resources, 57 operator intervention and time-outs, 58 the disk, 55P03 lock time-out,
 * 25P03 idle too long, 25006 a standby that is being promoted.
 */
export function isTemporary(error: unknown): boolean {
  const code = codeOf(error);
  if (/^(08|40|53|57|58)...$/.test(code) || ['55P03', '25P03', '25006'].includes(code)) return true;
  return isRetryableConflict(error) || isConnectionFailure(error, code);
}

const SOCKET_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENETDOWN',
  'ENOENT',
]);
// pg and its pool give these without a code
const PG_MESSAGE =
  /connection terminated|connection error|timeout exceeded when trying to connect|not queryable|cannot use a pool after calling end|connection ended/i;

function isConnectionFailure(error: unknown, code: string): boolean {
  if (SOCKET_CODES.has(code)) return true;
  // TypeORM gives the runner back by itself when its connection breaks
  if (error instanceof Error && error.name === 'QueryRunnerAlreadyReleasedError') return true;
  const { message } = asFailure(error);
  return typeof message === 'string' && PG_MESSAGE.test(message);
}

/** Another row refers to the one that was to go. */
export const isForeignKeyViolation = (error: unknown): boolean => codeOf(error) === '23503';
