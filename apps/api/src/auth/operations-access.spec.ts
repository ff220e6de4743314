import { describe, expect, it } from '@jest/globals';
import type { Session } from './sessions.js';
import { OperationsAccess } from './operations-access.js';

const TOKEN = 'token-of-the-monitor';
const of = (metricsToken: string | null) =>
  new OperationsAccess(
    { metricsToken },
    {
      behind: async (token) => (token === 'session' ? ({ account: {} } as unknown as Session) : null),
    },
  );
const asks = (remoteAddress: string, headers: Record<string, string> = {}) => ({ socket: { remoteAddress }, headers });
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

describe('the figures of the machine', () => {
  it('are read on it', () => {
    expect(of(null).mayReadFigures(asks('127.0.0.1'))).toBe(true);
    expect(of(null).mayReadFigures(asks('::1'))).toBe(true);
  });

  it.each([
    ['somebody in the network', asks('192.168.1.7')],
    ['somebody behind a proxy on this machine', asks('127.0.0.1', { 'x-forwarded-for': '203.0.113.7' })],
    ['somebody who says that she is here', asks('192.168.1.7', { 'x-forwarded-for': '127.0.0.1' })],
    ['a wrong token', asks('192.168.1.7', bearer('token-of-the-monitoR'))],
    ['a login', asks('192.168.1.7', bearer('session'))],
  ])('are not for %s', (_, request) => {
    expect(of(TOKEN).mayReadFigures(request)).toBe(false);
    expect(of(null).mayReadFigures(request)).toBe(false);
  });

  it('are read elsewhere with their token', () => {
    expect(of(TOKEN).mayReadFigures(asks('192.168.1.7', bearer(TOKEN)))).toBe(true);
  });
});

describe('the documents', () => {
  it('are open to every account from anywhere, and without an account only on the machine', async () => {
    const { mayReadDocuments } = { mayReadDocuments: of(TOKEN).mayReadDocuments.bind(of(TOKEN)) };
    expect(await mayReadDocuments(asks('192.168.1.7', bearer('session')))).toBe(true);
    expect(await mayReadDocuments(asks('192.168.1.7'))).toBe(false);
    expect(await mayReadDocuments(asks('127.0.0.1', { 'x-forwarded-for': '203.0.113.7' }))).toBe(false);
    expect(await mayReadDocuments(asks('127.0.0.1'))).toBe(true);
  });
});
