import { describe, expect, it } from '@jest/globals';
import { as, instant, type AccountId, type RegionId } from '@silverbell/kernel';
import { SignJWT, UnsecuredJWT } from 'jose';
import { LoginThrottle } from './login-throttle.js';
import { hashPassword, passwordMatches, spendAsMuchAsACheck } from './passwords.js';
import { RateLimit } from './rate-limit.js';
import { SessionTokens } from './session-tokens.js';
import { Sessions, type Account } from './sessions.js';

const clockAt = (start = Date.UTC(2026, 2, 1)) => {
  const clock = { at: start, now: () => instant(clock.at), advance: (s: number) => void (clock.at += s * 1000) };
  return clock;
};
const wang = as<AccountId>('a-1');

describe('a password', () => {
  it('matches its own argon2id hash and no other', async () => {
    const stored = await hashPassword('silverbell-demo');
    expect(stored).toMatch(/^\$argon2id\$/);
    expect(await passwordMatches(stored, 'silverbell-demo')).toBe(true);
    expect(await passwordMatches(stored, 'silverbell-Demo')).toBe(false);
    expect(await passwordMatches('not a hash', 'x')).toBe(false);
    expect(await spendAsMuchAsACheck('x')).toBe(false);
  });
});

describe('a token', () => {
  it('is read back until it expires, after one shift', async () => {
    const clock = clockAt();
    const tokens = new SessionTokens('secret-of-the-station', clock);
    const { token, expiresAt } = await tokens.issue(wang);
    expect(await tokens.read(token)).toEqual({ accountId: wang, expiresAt });
    clock.advance(8 * 3600 - 5);
    expect(await tokens.read(token)).not.toBeNull();
    clock.advance(10);
    expect(await tokens.read(token)).toBeNull();
  });

  it('is refused when it was signed with another secret, not signed, or changed', async () => {
    const clock = clockAt();
    const tokens = new SessionTokens('secret-of-the-station', clock);
    const { token } = await new SessionTokens('another-secret-entirely', clock).issue(wang);
    expect(await tokens.read(token)).toBeNull();
    expect(
      await tokens.read(new UnsecuredJWT({ sub: wang }).setIssuer('silverbell').setExpirationTime('1h').encode()),
    ).toBeNull();
    const own = (await tokens.issue(wang)).token.split('.');
    const claims = Buffer.from(JSON.stringify({ sub: 'a-2', iss: 'silverbell', exp: 9_999_999_999 })).toString(
      'base64url',
    );
    expect(await tokens.read([own[0], claims, own[2]].join('.'))).toBeNull();
    expect(await tokens.read('')).toBeNull();
  });

  it('is refused when it was signed with the raw secret instead of the key derived from it', async () => {
    const clock = clockAt();
    const raw = await new SignJWT({})
      .setProtectedHeader({ alg: 'HS256' })
      .setIssuer('silverbell')
      .setSubject(wang)
      .setExpirationTime('1h')
      .sign(new TextEncoder().encode('secret-of-the-station'));
    expect(await new SessionTokens('secret-of-the-station', clock).read(raw)).toBeNull();
  });
});

describe('a session', () => {
  it('ends within seconds of its account being disabled, whatever the token says', async () => {
    const clock = clockAt();
    const tokens = new SessionTokens('secret-of-the-station', clock);
    let account: Account = {
      id: wang,
      name: '王',
      role: 'operator',
      regionId: as<RegionId>('county'),
      helperId: null,
      disabled: false,
    };
    const sessions = new Sessions(tokens, { byId: async () => account, byUsername: async () => null }, clock);
    const { token } = await tokens.issue(wang);
    expect((await sessions.behind(token))?.account.role).toBe('operator');
    account = { ...account, disabled: true };
    clock.advance(3);
    expect(await sessions.behind(token)).toBeNull();
  });
});

describe('guessing a password', () => {
  it('is slowed down from the fifth failure on, longer each time', () => {
    const clock = clockAt();
    const throttle = new LoginThrottle(clock);
    for (let i = 0; i < 4; i++) throttle.failed('wang', '10.0.0.1');
    expect(throttle.waitS('wang', '10.0.0.1')).toBe(0);
    throttle.failed('wang', '10.0.0.1');
    const first = throttle.waitS('wang', '10.0.0.1');
    clock.advance(first);
    expect(throttle.waitS('wang', '10.0.0.1')).toBe(0);
    throttle.failed('WANG', '10.0.0.1');
    expect(throttle.waitS('wang', '10.0.0.1')).toBeGreaterThan(first);
  });

  it('does not lock out the same person elsewhere, nor others at the same address', () => {
    const throttle = new LoginThrottle(clockAt());
    for (let i = 0; i < 9; i++) throttle.failed('wang', '10.0.0.1');
    expect(throttle.waitS('wang', '10.0.0.2')).toBe(0);
    expect(throttle.waitS('li', '10.0.0.1')).toBe(0);
  });

  it('is forgotten after a login that worked', () => {
    const throttle = new LoginThrottle(clockAt());
    for (let i = 0; i < 4; i++) throttle.failed('wang', '10.0.0.1');
    throttle.succeeded('wang', '10.0.0.1');
    throttle.failed('wang', '10.0.0.1');
    expect(throttle.waitS('wang', '10.0.0.1')).toBe(0);
  });
});

describe('an account', () => {
  it('may make 30 requests a second, and a burst when a page opens', () => {
    const clock = clockAt();
    const limit = new RateLimit(clock);
    let allowed = 0;
    for (let i = 0; i < 200; i++) if (limit.allows(wang)) allowed++;
    expect(allowed).toBe(60);
    clock.advance(1);
    allowed = 0;
    for (let i = 0; i < 200; i++) if (limit.allows(wang)) allowed++;
    expect(allowed).toBe(30);
  });
});
