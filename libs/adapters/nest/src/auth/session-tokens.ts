import { hkdfSync } from 'node:crypto';
import { hours, after, instant, type AccountId, type Clock, type Instant } from '@silverbell/kernel';
import { jwtVerify, SignJWT } from 'jose';

/** One shift. There is no refresh: whoever works longer logs in again. */
const LASTS = hours(8);
const ISSUER = 'silverbell';

export interface IssuedToken {
  readonly token: string;
  readonly expiresAt: Instant;
}
export interface TokenClaims {
  readonly accountId: AccountId;
  readonly expiresAt: Instant;
}

/** Signed, short-lived, and carrying nothing but who: role and region are read from the account at every request. */
export class SessionTokens {
  readonly #key: Uint8Array;

  constructor(
    secret: string,
    private readonly clock: Clock,
  ) {
    this.#key = new Uint8Array(hkdfSync('sha256', secret, '', 'silverbell/session/v1', 32));
  }

  async issue(accountId: AccountId): Promise<IssuedToken> {
    const now = this.clock.now();
    const expiresAt = instant(Math.floor(after(now, LASTS) / 1000) * 1000);
    const token = await new SignJWT({})
      .setProtectedHeader({ alg: 'HS256' })
      .setIssuer(ISSUER)
      .setSubject(accountId)
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
        requiredClaims: ['sub', 'exp'],
      });
      if (typeof payload.sub !== 'string' || typeof payload.exp !== 'number') return null;
      return { accountId: payload.sub as AccountId, expiresAt: instant(payload.exp * 1000) };
    } catch {
      return null;
    }
  }
}
