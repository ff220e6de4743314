import { randomInt } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { PostgresAccountLoginStore } from '@silverbell/adapter-postgres';
import type { Settings } from '@silverbell/adapter-runtime';
import type { AccountId, Clock } from '@silverbell/kernel';
import type { TotpSecret } from '@silverbell/wire';
import { generateSecret, generateURI, verifySync } from 'otplib';
import { CLOCK, SETTINGS } from '../tokens.js';
import { hasRole } from './roles.js';
import type { Account } from './sessions.js';

/** A telephone may be half a minute behind or ahead. */
const TOLERANCE_S = 30;
const RECOVERY_CODES = 10;
/** Without those that look like another. */
const SIGNS = '23456789abcdefghjkmnpqrstuvwxyz';
const isTimed = (code: string): boolean => /^\d{6}$/.test(code);

/** The second factor of a login (TOTP, RFC 6238): begun, proven with a code of it, and asked for from then on. */
@Injectable()
export class SecondFactors {
  constructor(
    private readonly logins: PostgresAccountLoginStore,
    @Inject(SETTINGS) private readonly settings: Pick<Settings, 'totp'>,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Administrators must have one. */
  isMissing(account: Pick<Account, 'roles' | 'hasTotp'>): boolean {
    return this.settings.totp === 'on' && hasRole(account, 'admin', 'security-admin') && account.hasTotp !== true;
  }

  /** A code opens once, and so does each recovery code; `false`: it opens nothing. */
  async opens(id: AccountId, typed: string): Promise<boolean> {
    const factor = await this.logins.secondFactor(id);
    const code = typed.normalize('NFKC').replaceAll(/\s/g, '');
    if (factor === null || !factor.isConfirmed) return false;
    if (!isTimed(code)) return this.logins.spendRecoveryCode(id, code, this.clock.now());
    return this.#spend(id, factor.secret, code);
  }

  /** What `within` writes is kept or lost together with what else its transaction writes. */
  async begin(
    account: { readonly id: AccountId; readonly username: string },
    within: PostgresAccountLoginStore,
  ): Promise<TotpSecret> {
    const secret = generateSecret();
    const recoveryCodes = Array.from({ length: RECOVERY_CODES }, recoveryCode);
    await within.beginSecondFactor(account.id, secret, recoveryCodes);
    return { secret, uri: generateURI({ issuer: '银铃', label: account.username, secret }), recoveryCodes };
  }

  /** `null`: none was begun; else whether the code is one of it. */
  async confirm(id: AccountId, code: string): Promise<boolean | null> {
    const factor = await this.logins.secondFactor(id);
    if (factor === null) return null;
    if (!(await this.#spend(id, factor.secret, code.normalize('NFKC').replaceAll(/\s/g, '')))) return false;
    await this.logins.confirm(id, this.clock.now());
    return true;
  }

  async #spend(id: AccountId, secret: string, code: string): Promise<boolean> {
    if (!isTimed(code)) return false;
    const epoch = Math.floor(this.clock.now() / 1000);
    const found = verifySync({ secret, token: code, epoch, epochTolerance: TOLERANCE_S });
    return found.valid && 'timeStep' in found && (await this.logins.spendStep(id, found.timeStep));
  }
}

const recoveryCode = (): string => {
  const signs = Array.from({ length: 10 }, () => SIGNS[randomInt(SIGNS.length)]).join('');
  return `${signs.slice(0, 5)}-${signs.slice(5)}`;
};
