import type { Account } from './sessions.js';
import type { IssuedToken } from './session-tokens.js';
import { toIso } from '@silverbell/kernel';
import type { AnswerOf, SessionUser } from '@silverbell/wire';

export const userOf = ({ id, name, role, regionId, roles }: Account): SessionUser => ({
  ...{ id, name, role, regionId },
  roles: roles.map((grant) => ({ ...grant })),
});

/** What a page needs to go on with: the same after a login and after a renewal. */
export const loginAnswer = (
  account: Account,
  { token, expiresAt }: IssuedToken,
  mustSetTotp: boolean,
): AnswerOf<'login'> => ({
  accessToken: token,
  expiresAt: toIso(expiresAt),
  user: userOf(account),
  ...{ mustChangePassword: account.oneTimeUntil != null, mustSetTotp },
});
