import { session } from '../app-client.js';

export interface Asked {
  readonly what: string;
  readonly key: string | null;
  readonly body: unknown;
}

type Answer = (asked: Asked) => { readonly status?: number; readonly body: unknown } | 'no network';

/** Stands in for the network of the page: `answers` by `METHOD path`, everything asked is written down. */
export function pageWithServer(answers: Readonly<Record<string, Answer>>): readonly Asked[] {
  const asked: Asked[] = [];
  globalThis.fetch = (url, init) => {
    const [path = ''] = (url as string).split('?');
    const what = `${init?.method ?? 'GET'} ${path.replace('/api/v1', '')}`;
    // The client of the pages gives its headers as a plain record.
    const key = (init?.headers as Record<string, string> | undefined)?.['Idempotency-Key'] ?? null;
    const one: Asked = { what, key, body: typeof init?.body === 'string' ? JSON.parse(init.body) : null };
    asked.push(one);
    const answer = answers[what]?.(one) ?? { status: 404, body: { type: 'urn:x:not-found', title: what } };
    if (answer === 'no network') return Promise.reject(new TypeError('Failed to fetch'));
    const text = JSON.stringify(answer.body);
    const headers = { get: () => null };
    const status = answer.status ?? 200;
    return Promise.resolve({ ok: status < 400, status, headers, text: () => Promise.resolve(text) } as never);
  };
  return asked;
}

export const logsInAs = (id: string): void =>
  session.begin({
    ...{ token: `token-of-${id}`, expiresAt: '2099-01-01T00:00:00.000Z', lifetimeMs: 1e9, unfinished: [] },
    user: { id, name: '王丽', role: 'helper', regionId: 'region-1' },
  });
