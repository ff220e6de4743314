import { describe, expect, it } from '@jest/globals';
import { ApiClient } from './api-client.js';
import { ApiProblem } from './problem.js';

interface Seen {
  readonly url: string;
  readonly init: RequestInit;
}

function server(answer: (seen: Seen) => Response | Promise<Response>) {
  const seen: Seen[] = [];
  const fetch = (async (url: string, init: RequestInit) => {
    seen.push({ url, init });
    return answer({ url, init });
  }) as unknown as typeof globalThis.fetch;
  return { seen, fetch };
}

const json = (status: number, body: unknown): Response =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });

const problemOf = async (call: Promise<unknown>): Promise<ApiProblem> => {
  const error: unknown = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof ApiProblem)) throw new Error('expected an ApiProblem');
  return error;
};

describe('api client', () => {
  it('sends token, language and a fresh idempotency key with every command', async () => {
    const s = server(() => json(200, { ok: true }));
    let count = 0;
    const api = new ApiClient({
      fetch: s.fetch,
      token: () => 't1',
      language: () => 'zh-CN',
      newKey: () => `k${(count += 1)}`,
    });
    await api.call('attend', { params: { id: 'i1' } });
    await api.call('notes', { params: { id: 'i1' }, body: { text: 'x' } }, { ifVersion: 7 });
    const headers = s.seen.map((one) => one.init.headers as Record<string, string>);
    expect(headers[0]).toMatchObject({
      Authorization: 'Bearer t1',
      'Accept-Language': 'zh-CN',
      'Idempotency-Key': 'k1',
    });
    expect(headers[1]).toMatchObject({ 'Idempotency-Key': 'k2', 'If-Match': '"7"' });
    expect(s.seen[1]?.url).toBe('/api/v1/incidents/i1/notes');
  });

  it('sends a file to the path of a route with parameters, at the version that was read', async () => {
    const s = server(() => json(200, {}));
    const api = new ApiClient({ fetch: s.fetch, newKey: () => 'k' });
    const form = new FormData();
    await api.upload('importCalendar', form, { params: { year: '2027' }, ifVersion: 2 });
    expect(s.seen.map(({ url, init }) => [url, init.body])).toEqual([['/api/v1/calendar/2027/file', form]]);
    const headers = s.seen[0]?.init.headers as Record<string, string>;
    expect(headers).toMatchObject({ 'Idempotency-Key': 'k', 'If-Match': '"2"' });
    expect(headers['Content-Type']).toBeUndefined();
  });

  it('turns a problem document into its slug, its sentence and its field', async () => {
    const s = server(() =>
      json(409, {
        type: 'https://silverbell.example/problems/offer-taken',
        title: '已有人接单',
        errors: [{ field: 'reason', message: '必填' }],
      }),
    );
    const problem = await problemOf(new ApiClient({ fetch: s.fetch }).call('accept', { params: { id: 'o1' } }));
    expect(problem).toMatchObject({ slug: 'offer-taken', status: 409, field: 'reason', sentence: '已有人接单 — 必填' });
    expect(problem.outcomeUnknown).toBe(false);
  });

  it('says that nobody knows the outcome when nothing came back', async () => {
    const s = server(() => Promise.reject(new TypeError('failed to fetch')));
    const problem = await problemOf(new ApiClient({ fetch: s.fetch }).call('accept', { params: { id: 'o1' } }));
    expect(problem.slug).toBe('unreachable');
    expect(problem.outcomeUnknown).toBe(true);
  });

  it('gives up after its time limit', async () => {
    const s = server(
      ({ init }) =>
        new Promise<Response>((_, reject) =>
          init.signal?.addEventListener('abort', () => reject(new Error('aborted'))),
        ),
    );
    const problem = await problemOf(new ApiClient({ fetch: s.fetch, timeoutMs: 20 }).call('meta', {}));
    expect(problem.slug).toBe('timeout');
  });

  it('ends the session when the server no longer knows the token, but not at a failed login', async () => {
    const s = server(() => json(401, { type: 'x/not-logged-in', title: '请先登录' }));
    let ended = 0;
    const options = { fetch: s.fetch, onUnauthorised: () => (ended += 1) };
    await problemOf(new ApiClient(options).call('login', { body: { username: 'u', password: 'p' } }));
    expect(ended).toBe(0);
    await problemOf(new ApiClient({ ...options, token: () => 't' }).call('me', {}));
    expect(ended).toBe(1);
  });

  it('does not take a page of another server for an answer', async () => {
    const s = server(() => new Response('<html>portal</html>', { status: 200 }));
    expect((await problemOf(new ApiClient({ fetch: s.fetch }).call('meta', {}))).slug).toBe('unreadable');
  });

  it('takes method, path, query and body of a call from the route table', async () => {
    const s = server(() => json(200, {}));
    const api = new ApiClient({ fetch: s.fetch, newKey: () => 'k' });
    await api.call('incidents', { query: { state: 'closed', limit: 20 } });
    await api.call('rawSignal', { params: { id: 'a/b', seq: '3' } });
    await api.call('endAway', { params: { id: 's1' } });
    await api.call('attend', { params: { id: 'i1' } });
    expect(s.seen.map(({ url, init }) => [init.method, url, init.body])).toEqual([
      ['GET', '/api/v1/incidents?state=closed&limit=20', undefined],
      ['GET', '/api/v1/incidents/a%2Fb/signals/3/raw', undefined],
      ['DELETE', '/api/v1/seniors/s1/away', undefined],
      ['POST', '/api/v1/incidents/i1/attend', '{}'],
    ]);
    expect(s.seen.map(({ init }) => (init.headers as Record<string, string>)['Idempotency-Key'])).toEqual([
      undefined,
      undefined,
      'k',
      'k',
    ]);
  });

  it('refuses a wrong route, parameter, query or body when it compiles', () => {
    const wrong = (api: ApiClient) => [
      // @ts-expect-error no such route
      () => api.call('incidint', {}),
      // @ts-expect-error the path has a parameter
      () => api.call('incident', {}),
      // @ts-expect-error no such state
      () => api.call('incidents', { query: { state: 'ajar' } }),
      // @ts-expect-error no such verdict
      () => api.call('verdict', { params: { id: 'i1' }, body: { verdict: 'perhaps' } }),
      // @ts-expect-error the roster is a page, not JSON
      () => api.call('roster', {}),
    ];
    expect(wrong(new ApiClient())).toHaveLength(5);
  });
});
