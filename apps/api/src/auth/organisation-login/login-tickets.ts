import { hkdfSync } from 'node:crypto';
import type { AccountId, Clock } from '@silverbell/kernel';
import { EncryptJWT, jwtDecrypt } from 'jose';

/** What has to be remembered while a person is at her organisation's login; only the tab that began it has the ticket. */
export interface Begun {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  readonly page: string;
}
/** Her organisation knows her; the code of her second factor is still asked for. */
export interface Recognised {
  readonly accountId: AccountId;
}

const BEGUN = 'begun';
const RECOGNISED = 'recognised';
const LASTS_S = { [BEGUN]: 600, [RECOGNISED]: 180 } as const;

/** Sealed notes of a login that goes through the organisation's page: no process keeps anything of it meanwhile. */
export class LoginTickets {
  readonly #key: Uint8Array;

  constructor(
    secret: string,
    private readonly clock: Clock,
  ) {
    this.#key = new Uint8Array(hkdfSync('sha256', secret, '', 'silverbell/organisation-login/v1', 32));
  }

  begun(note: Begun): Promise<string> {
    return this.#seal(BEGUN, { ...note });
  }

  recognised(note: Recognised): Promise<string> {
    return this.#seal(RECOGNISED, { ...note });
  }

  /** `null`: forged, over, or of the other step. */
  async readBegun(ticket: string): Promise<Begun | null> {
    const read = await this.#open(BEGUN, ticket);
    const { state, nonce, verifier, page } = read ?? {};
    return typeof state === 'string' &&
      typeof nonce === 'string' &&
      typeof verifier === 'string' &&
      typeof page === 'string'
      ? { state, nonce, verifier, page }
      : null;
  }

  async readRecognised(ticket: string): Promise<Recognised | null> {
    const accountId = (await this.#open(RECOGNISED, ticket))?.['accountId'];
    return typeof accountId === 'string' ? { accountId: accountId as AccountId } : null;
  }

  #seal(step: keyof typeof LASTS_S, note: Record<string, string>): Promise<string> {
    const now = Math.floor(this.clock.now() / 1000);
    return new EncryptJWT(note)
      .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
      .setAudience(step)
      .setExpirationTime(now + LASTS_S[step])
      .encrypt(this.#key);
  }

  async #open(step: keyof typeof LASTS_S, ticket: string): Promise<Readonly<Record<string, unknown>> | null> {
    try {
      const { payload } = await jwtDecrypt(ticket, this.#key, {
        ...{ audience: step, currentDate: new Date(this.clock.now()), requiredClaims: ['exp'] },
        ...{ keyManagementAlgorithms: ['dir'], contentEncryptionAlgorithms: ['A256GCM'] },
      });
      return payload;
    } catch {
      return null;
    }
  }
}
