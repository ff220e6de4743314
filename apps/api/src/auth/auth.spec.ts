import { describe, expect, it } from '@jest/globals';
import { as, instant } from '@silverbell/kernel';
import { hkdfSync } from 'node:crypto';
import { SignJWT, UnsecuredJWT } from 'jose';
import type { SessionId } from '@silverbell/usecases';
import { fakeAccount } from './account.fake.js';
import { LoginThrottle } from './login-throttle.js';
import { AccountRateLimit } from './account-rate-limit.js';
import { SessionTokens } from './session-tokens.js';
import { Sessions, type Account } from './sessions.js';

const clockAt = (start = Date.UTC(2026, 2, 1)) => {
  const clock = { at: start, now: () => instant(clock.at), advance: (s: number) => void (clock.at += s * 1000) };
  return clock;
};
const wang = fakeAccount('operator');
const session = as<SessionId>('session-1');

describe('a token', () => {
  it('is read back until it expires, after one shift', async () => {
    const clock = clockAt();
    const tokens = new SessionTokens('secret-of-the-station', clock);
    const { token, expiresAt } = await tokens.issue(wang, session);
    expect(await tokens.read(token)).toMatchObject({ accountId: wang.id, audience: 'silverbell/console', expiresAt });
    clock.advance(8 * 3600 - 5);
    expect(await tokens.read(token)).not.toBeNull();
    clock.advance(10);
    expect(await tokens.read(token)).toBeNull();
  });

  it('is refused when it was signed with another secret, not signed, or changed', async () => {
    const clock = clockAt();
    const tokens = new SessionTokens('secret-of-the-station', clock);
    const { token } = await new SessionTokens('another-secret-entirely', clock).issue(wang, session);
    expect(await tokens.read(token)).toBeNull();
    expect(
      await tokens.read(
        new UnsecuredJWT({ sub: wang.id, aud: 'silverbell/console', jti: session })
          .setIssuer('silverbell')
          .setExpirationTime('1h')
          .encode(),
      ),
    ).toBeNull();
    const own = (await tokens.issue(wang, session)).token.split('.');
    const claims = Buffer.from(
      JSON.stringify({ sub: 'a-2', iss: 'silverbell', aud: 'silverbell/console', jti: session, exp: 9_999_999_999 }),
    ).toString('base64url');
    expect(await tokens.read([own[0], claims, own[2]].join('.'))).toBeNull();
    expect(await tokens.read('')).toBeNull();
  });

  it('is refused when it was signed with the raw secret instead of the key derived from it', async () => {
    const clock = clockAt();
    const raw = await new SignJWT({})
      .setProtectedHeader({ alg: 'HS256' })
      .setIssuer('silverbell')
      .setSubject(wang.id)
      .setAudience('silverbell/console')
      .setExpirationTime('1h')
      .sign(new TextEncoder().encode('secret-of-the-station'));
    expect(await new SessionTokens('secret-of-the-station', clock).read(raw)).toBeNull();
  });
});

describe('a session', () => {
  it('ends within seconds of its account being disabled, whatever the token says', async () => {
    const clock = clockAt();
    const tokens = new SessionTokens('secret-of-the-station', clock);
    let account: Account = wang;
    const sessions = new Sessions(tokens, { bySession: async () => account }, clock);
    const { token } = await tokens.issue(wang, session);
    expect((await sessions.behind(token))?.account.role).toBe('operator');
    account = { ...account, disabled: true };
    clock.advance(3);
    expect(await sessions.behind(token)).toBeNull();
  });

  it('opens nothing once it was ended, at once in this process, and sockets are looked at again', async () => {
    const clock = clockAt();
    const tokens = new SessionTokens('secret-of-the-station', clock);
    let ended = false;
    let looks = 0;
    const sessions = new Sessions(tokens, { bySession: async () => (ended ? null : wang) }, clock);
    sessions.onEnded(() => void (looks += 1));
    const { token } = await tokens.issue(wang, session);
    expect(await sessions.behind(token)).toMatchObject({ id: session });
    ended = true;
    sessions.ended(wang.id);
    expect(await sessions.behind(token)).toBeNull();
    expect(looks).toBe(1);
  });

  it("is nobody's while no role of hers is in force", async () => {
    const clock = clockAt();
    const tokens = new SessionTokens('secret-of-the-station', clock);
    const sessions = new Sessions(tokens, { bySession: async () => ({ ...wang, roles: [] }) }, clock);
    expect(await sessions.behind((await tokens.issue(wang, session)).token)).toBeNull();
  });
});

describe('the audience of a token', () => {
  const clock = clockAt();
  const tokens = new SessionTokens('secret-of-the-station', clock);
  const sessionsOf = (role: Account['role']) =>
    new Sessions(tokens, { bySession: async () => fakeAccount(role) }, clock);
  const ROLES = ['operator', 'lead', 'admin', 'supervisor', 'auditor', 'helper', 'family'] as const;
  const kindOf = (role: Account['role']) => (role === 'helper' || role === 'family' ? role : 'console');

  it.each(ROLES)('of a %s opens her own kind of page and no other', async (role) => {
    const { token } = await tokens.issue(fakeAccount(role), session);
    for (const now of ROLES) {
      const seen = await sessionsOf(now).behind(token);
      expect([now, seen !== null]).toEqual([now, kindOf(now) === kindOf(role)]);
    }
  });

  it('is asked for: a token of before that has none is over', async () => {
    const key = new Uint8Array(hkdfSync('sha256', 'secret-of-the-station', '', 'silverbell/session/v1', 32));
    const before = new SignJWT({})
      .setProtectedHeader({ alg: 'HS256' })
      .setIssuer('silverbell')
      .setSubject(wang.id)
      .setJti(session)
      .setIssuedAt(clock.at / 1000)
      .setExpirationTime(clock.at / 1000 + 3600);
    expect(await tokens.read(await before.sign(key))).toBeNull();
    expect(await tokens.read(await before.setAudience('silverbell/console').sign(key))).not.toBeNull();
  });
});

describe('guessing a password', () => {
  const failTimes = (
    throttle: LoginThrottle,
    times: number,
    name: (n: number) => string,
    from: (n: number) => string,
  ) => {
    let checked = 0;
    for (let n = 0; n < times; n++) {
      if (throttle.waitS(name(n), from(n)) > 0) continue;
      throttle.failed(name(n), from(n));
      checked += 1;
    }
    return checked;
  };

  it('is slowed down from the fifth failure on, longer each time', () => {
    const clock = clockAt();
    const throttle = new LoginThrottle(clock);
    for (let i = 0; i < 4; i++) throttle.failed('wang', '10.0.0.1');
    expect(throttle.waitS('wang', '10.0.0.1')).toBe(0);
    throttle.failed('wang', '10.0.0.1');
    const first = throttle.waitS('wang', '10.0.0.1');
    clock.advance(first);
    expect(throttle.waitS('wang', '10.0.0.1')).toBe(0);
    throttle.failed('wang', '10.0.0.1');
    expect(throttle.waitS('wang', '10.0.0.1')).toBeGreaterThan(first);
  });

  it('does not lock out the same person elsewhere, nor others at the same address', () => {
    const throttle = new LoginThrottle(clockAt());
    failTimes(
      throttle,
      99,
      () => 'wang',
      () => '10.0.0.1',
    );
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

  it('of many accounts from one address ends after thirty, and goes on one in five seconds', () => {
    const clock = clockAt();
    const throttle = new LoginThrottle(clock);
    const guess = () =>
      failTimes(
        throttle,
        300,
        (n) => `senior-${String(n)}`,
        () => '10.0.0.1',
      );
    expect(guess()).toBe(30);
    expect(throttle.waitS('li', '10.0.0.1')).toBe(5);
    expect(throttle.waitS('li', '10.0.0.2')).toBe(0);
    clock.advance(5);
    expect(guess()).toBe(1);
  });

  it('of one account from a thousand addresses is checked a hundred times in an hour at most', () => {
    const clock = clockAt();
    const throttle = new LoginThrottle(clock);
    let checked = 0;
    for (let s = 0; s < 3_600; s += 10) {
      checked += failTimes(
        throttle,
        20,
        () => 'wang',
        (n) => `10.${String(n)}.${String(s >> 8)}.${String(s & 255)}`,
      );
      clock.advance(10);
    }
    expect(checked).toBeGreaterThan(50);
    expect(checked).toBeLessThanOrEqual(100);
    expect(throttle.waitS('li', '10.0.0.0')).toBe(0);
  });

  it('never locks a person out where she logged in before, whoever guesses elsewhere or beside her', () => {
    const throttle = new LoginThrottle(clockAt());
    throttle.succeeded('wang', '10.0.0.1');
    failTimes(
      throttle,
      500,
      () => 'wang',
      (n) => `192.168.${String(n >> 8)}.${String(n & 255)}`,
    );
    failTimes(
      throttle,
      500,
      (n) => `x${String(n)}`,
      () => '10.0.0.1',
    );
    expect(throttle.waitS('wang', '10.0.0.3')).toBeGreaterThan(0);
    expect(throttle.waitS('wang', '10.0.0.1')).toBe(0);
    failTimes(
      throttle,
      5,
      () => 'wang',
      () => '10.0.0.1',
    );
    expect(throttle.waitS('wang', '10.0.0.1')).toBeGreaterThan(0);
  });
});

describe('an account', () => {
  it('may make 30 requests a second, and a burst when a page opens', () => {
    const clock = clockAt();
    const limit = new AccountRateLimit(clock);
    let allowed = 0;
    for (let i = 0; i < 200; i++) if (limit.allows(wang.id)) allowed++;
    expect(allowed).toBe(60);
    clock.advance(1);
    allowed = 0;
    for (let i = 0; i < 200; i++) if (limit.allows(wang.id)) allowed++;
    expect(allowed).toBe(30);
  });
});
