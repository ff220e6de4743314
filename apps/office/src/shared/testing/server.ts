export interface Sent {
  readonly path: string;
  readonly ifMatch: string | null;
  readonly body: unknown;
}

/** Stands in for the network of a page: answers by the beginning of the path, longer ones first, and remembers what was written. */
export function pageWithServer(answers: Readonly<Record<string, unknown>>): readonly Sent[] {
  const sent: Sent[] = [];
  const byLength = Object.entries(answers).sort(([one], [other]) => other.length - one.length);
  globalThis.fetch = ((
    url: string,
    { method, body, headers }: { method: string; body?: string; headers: HeadersInit },
  ) => {
    const path = url.replace(/^.*\/api\/v1/, '');
    const ifMatch = new Headers(headers).get('if-match');
    if (method !== 'GET') sent.push({ path, ifMatch, body: JSON.parse(body ?? '{}') as unknown });
    const [, answer] = byLength.find(([begin]) => path.startsWith(begin)) ?? [];
    return Promise.resolve({
      ...{ ok: true, status: 200, headers: new Headers() },
      text: () => Promise.resolve(JSON.stringify(answer ?? {})),
    } as Response);
  }) as typeof fetch;
  return sent;
}
