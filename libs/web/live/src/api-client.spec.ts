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
    await api.command('/incidents/i1/attend');
    await api.command('/incidents/i1/notes', { text: 'x' }, { ifVersion: 7 });
    const headers = s.seen.map((one) => one.init.headers as Record<string, string>);
    expect(headers[0]).toMatchObject({
      Authorization: 'Bearer t1',
      'Accept-Language': 'zh-CN',
      'Idempotency-Key': 'k1',
    });
    expect(headers[1]).toMatchObject({ 'Idempotency-Key': 'k2', 'If-Match': '"7"' });
    expect(s.seen[1]?.url).toBe('/api/v1/incidents/i1/notes');
  });

  it('turns a problem document into its slug, its sentence and its field', async () => {
    const s = server(() =>
      json(409, {
        type: 'https://silverbell.example/problems/offer-taken',
        title: '已有人接单',
        errors: [{ field: 'reason', message: '必填' }],
      }),
    );
    const problem = await problemOf(new ApiClient({ fetch: s.fetch }).command('/offers/o1/accept'));
    expect(problem).toMatchObject({ slug: 'offer-taken', status: 409, field: 'reason', sentence: '已有人接单 — 必填' });
    expect(problem.outcomeUnknown).toBe(false);
  });

  it('says that nobody knows the outcome when nothing came back', async () => {
    const s = server(() => Promise.reject(new TypeError('failed to fetch')));
    const problem = await problemOf(new ApiClient({ fetch: s.fetch }).command('/offers/o1/accept'));
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
    const problem = await problemOf(new ApiClient({ fetch: s.fetch, timeoutMs: 20 }).get('/meta'));
    expect(problem.slug).toBe('timeout');
  });

  it('ends the session when the server no longer knows the token, but not at a failed login', async () => {
    const s = server(() => json(401, { type: 'x/not-logged-in', title: '请先登录' }));
    let ended = 0;
    const options = { fetch: s.fetch, onUnauthorised: () => (ended += 1) };
    await problemOf(new ApiClient(options).command('/auth/login', {}));
    expect(ended).toBe(0);
    await problemOf(new ApiClient({ ...options, token: () => 't' }).get('/me'));
    expect(ended).toBe(1);
  });

  it('does not take a page of another server for an answer', async () => {
    const s = server(() => new Response('<html>portal</html>', { status: 200 }));
    expect((await problemOf(new ApiClient({ fetch: s.fetch }).get('/meta'))).slug).toBe('unreadable');
  });
});
