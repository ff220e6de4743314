export interface Sent {
  readonly path: string;
  readonly ifMatch: string | null;
  readonly body: unknown;
}

/** A problem as the server words it. */
export interface Refusal {
  readonly status: number;
  readonly title: string;
  readonly [more: string]: unknown;
}

/**
 * Stands in for the network of a page: answers by the beginning of the path, longer ones first, and remembers what was written.
 * The first writes are refused, one for each of `refusals`.
 */
export function pageWithServer(
  answers: Readonly<Record<string, unknown>>,
  refusals: readonly Refusal[] = [],
): readonly Sent[] {
  const sent: Sent[] = [];
  const waiting = [...refusals];
  const byLength = Object.entries(answers).sort(([one], [other]) => other.length - one.length);
  globalThis.fetch = ((
    url: string,
    { method, body, headers }: { method: string; body?: string; headers: HeadersInit },
  ) => {
    const path = url.replace(/^.*\/api\/v1/, '');
    const ifMatch = new Headers(headers).get('if-match');
    if (method !== 'GET') sent.push({ path, ifMatch, body: JSON.parse(body ?? '{}') as unknown });
    const [, answer] = byLength.find(([begin]) => path.startsWith(begin)) ?? [];
    const refusal = method === 'GET' ? undefined : waiting.shift();
    return Promise.resolve({
      ...{ ok: refusal === undefined, status: refusal?.status ?? 200, headers: new Headers() },
      text: () => Promise.resolve(JSON.stringify(refusal ?? answer ?? {})),
    } as Response);
  }) as typeof fetch;
  return sent;
}
