import { describe, expect, it } from '@jest/globals';
import { AddressMarks, Registry } from '@silverbell/adapter-runtime';
import { as, instant, type AccountId } from '@silverbell/kernel';
import { AccessLog } from './access-log.js';

function log() {
  const clock = { at: 0, now: () => instant(clock.at) };
  const facts: Record<string, unknown>[] = [];
  const registry = new Registry();
  const logger = {
    fact: (level: string, event: string, more: Readonly<Record<string, unknown>> = {}) =>
      void facts.push({ level, event, ...more }),
  };
  const access = new AccessLog(logger, new AddressMarks('a secret of this platform'), clock, registry);
  return { access, clock, facts, figures: () => registry.metrics() };
}
const wang = as<AccountId>('account-wang');

describe('the log of who comes in', () => {
  it('has a line and a figure for each login, with the account and no address in clear', async () => {
    const { access, facts, figures } = log();
    access.login('in', '203.0.113.7', wang);
    access.login('wrong-password', '203.0.113.7', null);
    expect(facts).toEqual([
      { level: 'info', event: 'login', end: 'in', address: expect.any(String), accountId: wang },
      { level: 'warn', event: 'login', end: 'wrong-password', address: facts[0]?.['address'] },
    ]);
    expect(JSON.stringify(facts)).not.toContain('203.0.113');
    expect(await figures()).toContain('silverbell_logins_total{end="wrong-password"} 1');
  });

  it('folds a flood into one line a second that says how many there were', async () => {
    const { access, clock, facts, figures } = log();
    for (let n = 0; n < 500; n++) access.login('throttled', '203.0.113.7', null);
    clock.at += 1_000;
    access.login('throttled', '203.0.113.7', null);
    expect(facts.map(({ more }) => more)).toEqual([undefined, 499]);
    expect(await figures()).toContain('silverbell_logins_total{end="throttled"} 501');
  });

  it('has a line for a 403, and a figure for every refusal', async () => {
    const { access, facts, figures } = log();
    const asked = { what: 'GET /api/v1/incidents', address: '203.0.113.7', accountId: wang };
    access.refused('not-allowed', { ...asked, status: 403 });
    access.refused('not-found', { ...asked, status: 404 });
    expect(facts).toMatchObject([{ event: 'access-refused', slug: 'not-allowed', accountId: wang }]);
    expect(await figures()).toContain('silverbell_http_problems_total{slug="not-found"} 1');
  });
});
