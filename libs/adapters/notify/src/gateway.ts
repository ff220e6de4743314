import { seconds, type Clock } from '@silverbell/kernel';
import type { SendResult } from '@silverbell/usecases';
import { sign, SIGNATURE_HEADER } from './signature.js';

const TIMEOUT = seconds(5);
/** HTTP statuses that call for another try: too early, too many requests, or a timeout at the provider. */
const PASSING: readonly number[] = [408, 425, 429];

export interface WebhookTarget {
  readonly url: string;
  readonly secret: string;
  readonly timeoutMs?: number;
}

/** One signed POST to an SMS or voice gateway. */
export async function postSigned(
  message: { readonly id: string },
  target: WebhookTarget,
  clock: Clock,
): Promise<SendResult> {
  const body = JSON.stringify(message);
  try {
    const response = await fetch(target.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json; charset=utf-8',
        // The id is made of codes and colons; a gateway drops what it has seen.
        'idempotency-key': encodeURIComponent(message.id),
        [SIGNATURE_HEADER]: sign(body, target.secret, clock.now()),
      },
      body,
      // A signed message is for the address it was signed for.
      redirect: 'manual',
      signal: AbortSignal.timeout(target.timeoutMs ?? TIMEOUT),
    });
    return resultOf(response.status, await response.text());
  } catch (error) {
    return { result: 'temporary', error: failureOf(error) };
  }
}

function resultOf(status: number, answer: string): SendResult {
  if (status >= 200 && status < 300) return { result: reportsDelivered(answer) ? 'delivered' : 'sent' };
  const error = `http-${String(status)}`;
  return status >= 500 || PASSING.includes(status) ? { result: 'temporary', error } : { result: 'permanent', error };
}

function reportsDelivered(answer: string): boolean {
  try {
    const body: unknown = JSON.parse(answer);
    return typeof body === 'object' && body !== null && 'state' in body && body.state === 'delivered';
  } catch {
    return false; // an empty or a friendly answer is an answer too
  }
}

function failureOf(error: unknown): string {
  if (textOf(error, 'name') === 'TimeoutError') return 'timeout';
  const code = textOf(typeof error === 'object' && error !== null && 'cause' in error ? error.cause : null, 'code');
  return code === null ? 'network' : `network-${code}`;
}

/** By its shape: an error of fetch may come from another realm. */
function textOf(error: unknown, what: 'name' | 'code'): string | null {
  if (typeof error !== 'object' || error === null || !(what in error)) return null;
  const value = (error as Record<string, unknown>)[what];
  return typeof value === 'string' ? value : null;
}
