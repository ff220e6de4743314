import { FakeExchange, WebhookExchange, type ExchangeCommand, type CallEventHandler } from '@silverbell/adapter-telephony';
import { sign, SIGNATURE_HEADER } from '@silverbell/adapter-notify';
import type { Settings } from '@silverbell/adapter-runtime';
import { seconds, type Clock } from '@silverbell/kernel';
import type { TelephonyPort } from '@silverbell/usecases';

const TIMEOUT = seconds(5);

/** The exchange of the settings; `null`: none is connected. */
export function exchangeOf(settings: Settings, clock: Clock, onEvent: CallEventHandler): TelephonyPort | null {
  const { telephonyUrl: url, webhookSecret: secret } = settings;
  if (url === null) return null;
  if (url === 'fake') return new FakeExchange(clock, onEvent);
  if (secret === null) throw new Error('the settings let an exchange in without a secret');
  return new WebhookExchange(async (command: ExchangeCommand) => {
    const body = JSON.stringify(command);
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', [SIGNATURE_HEADER]: sign(body, secret, clock.now()) },
        body,
        redirect: 'manual',
        signal: AbortSignal.timeout(TIMEOUT),
      });
      const text = await response.text();
      return { status: response.status, body: parsed(text) };
    } catch {
      return null; // not reached, or too slow: the caller is told so
    }
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
