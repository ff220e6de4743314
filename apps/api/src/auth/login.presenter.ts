import type { Account } from './sessions.js';
import type { IssuedToken } from './session-tokens.js';
import { toIso } from '@silverbell/kernel';
import type { AnswerOf } from '@silverbell/wire';

/** What a page needs to go on with: the same after a login and after a renewal. */
export const loginAnswer = (account: Account, { token, expiresAt }: IssuedToken): AnswerOf<'login'> => ({
  accessToken: token,
  expiresAt: toIso(expiresAt),
  user: { id: account.id, name: account.name, role: account.role, regionId: account.regionId },
});
