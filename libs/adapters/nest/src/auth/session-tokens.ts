import { hkdfSync } from 'node:crypto';
import { hours, after, instant, type AccountId, type Clock, type Instant } from '@silverbell/kernel';
import type { Role } from '@silverbell/wire';
import { jwtVerify, SignJWT } from 'jose';

/** One shift. There is no refresh: whoever works longer logs in again. */
const LASTS = hours(8);
const ISSUER = 'silverbell';

/** A token of one kind of page is no token of another: an account that changes its kind logs in again. */
export const audienceOf = (role: Role): string =>
  `silverbell/${role === 'helper' || role === 'family' ? role : 'console'}`;

export interface IssuedToken {
  readonly token: string;
  readonly expiresAt: Instant;
}
export interface TokenClaims {
  readonly accountId: AccountId;
  readonly audience: string;
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

  async issue({ id, role }: { readonly id: AccountId; readonly role: Role }): Promise<IssuedToken> {
    const now = this.clock.now();
    const expiresAt = instant(Math.floor(after(now, LASTS) / 1000) * 1000);
    const token = await new SignJWT({})
      .setProtectedHeader({ alg: 'HS256' })
      .setIssuer(ISSUER)
      .setAudience(audienceOf(role))
      .setSubject(id)
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
        requiredClaims: ['sub', 'exp', 'aud'],
      });
      const { sub, exp, aud } = payload;
      if (typeof sub !== 'string' || typeof exp !== 'number' || typeof aud !== 'string') return null;
      return { accountId: sub as AccountId, audience: aud, expiresAt: instant(exp * 1000) };
    } catch {
      return null;
    }
  }
}
