import { ENDPOINTS } from '../endpoints.js';
import {
  acceptFamilyRequest,
  bindFamilyRequest,
  familyAccepted,
  familyInvitation,
  familyOfSenior,
  joinedFamily,
  joinFamilyRequest,
  nothing,
} from '../http/index.js';
import type { Route } from './route.js';
import { FAMILY, KEEP_FILES, look, READ_FILES, words } from './shape.js';

const KEPT = { roles: KEEP_FILES, idempotent: true, tag: 'family' } as const;

/** A relative's account: invited by the office, agreed to by the senior, bound by a code, and let go at once. */
export const FAMILY_INVITATION_ROUTES = {
  familyOfSenior: look(
    'familyOfSenior',
    READ_FILES,
    'family',
    familyOfSenior,
    words('老人的家属账号与邀请', 'The accounts bound to a senior, and the invitations'),
  ),
  inviteFamily: {
    ...ENDPOINTS.inviteFamily,
    ...KEPT,
    body: nothing,
    response: familyInvitation,
    status: 201,
    summary: words('邀请家属绑定（旧邀请随即失效）', 'Invite a contact; an older invitation of hers is over'),
  },
  acceptFamily: {
    ...ENDPOINTS.acceptFamily,
    ...KEPT,
    body: acceptFamilyRequest,
    response: familyAccepted,
    status: 200,
    problems: ['invitation-over', 'guardian-proof-missing', 'already-done'],
    summary: words('登记老人或监护人同意，发出绑定码', 'She agreed, or her guardian: the code goes to the contact'),
  },
  endFamilyInvitation: {
    ...ENDPOINTS.endFamilyInvitation,
    ...KEPT,
    body: null,
    response: familyInvitation,
    status: 200,
    problems: ['invitation-over'],
    summary: words('撤回邀请', 'Take an invitation back'),
  },
  unbindFamily: {
    ...ENDPOINTS.unbindFamily,
    ...KEPT,
    body: null,
    response: familyOfSenior,
    status: 200,
    summary: words('解除家属绑定，立即生效', 'Let an account see this senior no more, at once'),
  },
  joinFamily: {
    ...ENDPOINTS.joinFamily,
    roles: 'public',
    body: joinFamilyRequest,
    response: joinedFamily,
    status: 201,
    tag: 'family',
    summary: words('凭绑定码注册家属账号', 'Make an account with a code that came to my number'),
    problems: ['invitation-wrong', 'username-taken', 'password-too-common', 'too-many-logins'],
  },
  bindMySenior: {
    ...ENDPOINTS.bindMySenior,
    roles: FAMILY,
    body: bindFamilyRequest,
    response: nothing,
    status: 200,
    idempotent: true,
    tag: 'family',
    summary: words('凭绑定码再绑定一位老人', 'Bind my account to one more senior with a code'),
    problems: ['invitation-wrong', 'too-many-logins'],
  },
  leaveMySenior: {
    ...ENDPOINTS.leaveMySenior,
    roles: FAMILY,
    body: null,
    response: nothing,
    status: 200,
    idempotent: true,
    tag: 'family',
    summary: words('自己解除绑定', 'Let a senior go from my account'),
  },
} as const satisfies Record<string, Route>;
