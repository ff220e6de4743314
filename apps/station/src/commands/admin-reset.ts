import { randomBytes } from 'node:crypto';
import {
  BackupRefused,
  PostgresAccountLoginStore,
  PostgresAccountStore,
  PostgresAuditLog,
  PostgresSessionStore,
} from '@silverbell/adapter-postgres';
import { hashPassword } from '@silverbell/adapter-runtime';
import { after, instant } from '@silverbell/kernel';
import { ONE_TIME_PASSWORD_LASTS } from '@silverbell/usecases';
import { findLocalStation } from './local-station.js';
import { withDatabase } from './with-database.js';

/** For who stands at the machine: a new one-time password, no second factor, no session; on record as done by the machine. */
export async function adminReset(
  username: string,
  given: Readonly<Record<string, string | undefined>>,
): Promise<string> {
  const station = findLocalStation(given);
  const password = randomBytes(12).toString('base64url');
  const hash = await hashPassword(password);
  await withDatabase(station, async (source) => {
    const account = await new PostgresAccountStore(source).byUsername(username);
    if (account === null) throw new BackupRefused(`没有这个账号。  There is no account ${username}.`);
    const now = instant(Date.now());
    await source.transaction(async (tx) => {
      const logins = new PostgresAccountLoginStore(tx, station.secret);
      await logins.setPassword(account.id, hash, after(now, ONE_TIME_PASSWORD_LASTS));
      await logins.dropSecondFactor(account.id);
      await new PostgresSessionStore(tx).endAll(account.id, null, now);
      await new PostgresAuditLog(tx, station.secret).append({
        ...{ actor: 'machine', action: 'password-reset', subjectKind: 'account', subjectId: account.id },
        ...{ regionId: account.roles[0]?.regionId ?? null, at: now, details: {} },
      });
    });
  });
  return [
    `${username} / ${password}`,
    '此密码只显示这一次，24 小时内有效，登录后须立即更改。  This password is shown only now, lasts 24 hours, and opens its change alone.',
  ].join('\n');
}
