import { codeOf } from './log.port.js';

/** The work took longer than a device may be kept waiting; it may still come to its end behind our back. */
export class TookTooLong extends Error {
  override readonly name = 'TookTooLong';
}

/** Nothing was committed, and the same message may succeed later: no acknowledgement is given. */
export class Postponed extends Error {
  override readonly name = 'Postponed';
}

const SQLSTATE_CLASSES = ['08', '40', '53', '57'];
const NETWORK = /^(ECONN|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN|EMFILE|ENFILE)/;
/** pg and its pool report a lost or refused connection without any code. */
const WORDS =
  /connection (terminated|ended|closed)|client has encountered a connection error|timeout exceeded when trying to connect|driver not connected|pool (is )?(ended|closed|destroyed|after calling end)/i;

/** Is it worth trying the same message again? Everything else is a message, or a rule, that will fail the same way for ever. */
export function isTemporary(error: unknown): boolean {
  if (error instanceof TookTooLong || error instanceof Postponed) return true;
  const code = codeOf(error);
  if (code !== null)
    return SQLSTATE_CLASSES.includes(code.slice(0, 2)) && code.length === 5 ? true : NETWORK.test(code);
  return error instanceof Error && WORDS.test(error.message);
}
