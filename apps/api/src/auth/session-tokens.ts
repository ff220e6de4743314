import { hkdfSync } from 'node:crypto';
import { after, instant, type AccountId, type Clock, type Instant } from '@silverbell/kernel';
import type { SessionId } from '@silverbell/usecases';
import type { Role } from '@silverbell/vocabulary';
import { jwtVerify, SignJWT } from 'jose';
import { SESSION_LIMITS, type SessionLimits } from './session-limits.js';

const ISSUER = 'silverbell';
/** Begins the key of a service, which is no signed token and is looked up. */
export const KEY_PREFIX = 'sbk_';

/** A token of one kind of page is no token of another: an account that changes its kinds logs in again. */
export const audienceOf = ({ roles }: { readonly roles: readonly { readonly role: Role }[] }): string => {
  const kinds = roles.map(({ role }) => (role === 'helper' || role === 'family' ? role : 'console'));
  return `silverbell/${[...new Set(kinds)].sort().join('+')}`;
};

export interface IssuedToken {
  readonly token: string;
  readonly expiresAt: Instant;
}
export interface TokenClaims {
  readonly sessionId: SessionId;
  readonly accountId: AccountId;
  readonly audience: string;
  /** When she logged in; a renewal does not change it. */
  readonly since: Instant;
  readonly expiresAt: Instant;
}

/** Signed, short-lived, and carrying nothing but who and which session: roles are read from the account at every request. */
export class SessionTokens {
  readonly #key: Uint8Array;

  constructor(
    secret: string,
    private readonly clock: Clock,
  ) {
    this.#key = new Uint8Array(hkdfSync('sha256', secret, '', 'silverbell/session/v1', 32));
  }

  /** `since`: the login that it goes on from; absent: it begins now. */
  async issue(
    account: { readonly id: AccountId; readonly roles: readonly { readonly role: Role }[] },
    sessionId: SessionId,
    { lasts, atMost }: SessionLimits = SESSION_LIMITS,
    since: Instant = this.clock.now(),
  ): Promise<IssuedToken> {
    const now = this.clock.now();
    const ends = Math.min(after(now, lasts), after(since, atMost));
    const expiresAt = instant(Math.floor(ends / 1000) * 1000);
    const token = await new SignJWT({ auth_time: Math.floor(since / 1000) })
      .setProtectedHeader({ alg: 'HS256' })
      .setIssuer(ISSUER)
      .setAudience(audienceOf(account))
      .setSubject(account.id)
      .setJti(sessionId)
      .setIssuedAt(Math.floor(now / 1000))
      .setExpirationTime(expiresAt / 1000)
      .sign(this.#key);
    return { token, expiresAt };
  }

  /** `null`: forged, expired, or no token at all. */
  async read(token: string): Promise<TokenClaims | null> {
    try {
      const { payload } = await jwtVerify(token, this.#key, {
        algorithms: ['HS256'],
        issuer: ISSUER,
        currentDate: new Date(this.clock.now()),
        requiredClaims: ['sub', 'exp', 'aud', 'jti'],
      });
      const { sub, exp, aud, jti, iat, auth_time: since = iat } = payload;
      if (typeof sub !== 'string' || typeof exp !== 'number' || typeof aud !== 'string') return null;
      if (typeof jti !== 'string') return null;
      if (typeof since !== 'number') return null;
      return {
        ...{ sessionId: jti as SessionId, accountId: sub as AccountId, audience: aud },
        ...{ since: instant(since * 1000), expiresAt: instant(exp * 1000) },
      };
    } catch {
      return null;
    }
  }
}
