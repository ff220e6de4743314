import { ENDPOINTS } from '../endpoints.js';
import {
  createServiceKeyRequest,
  createdServiceKey,
  revokeServiceKeyRequest,
  serviceKey,
  serviceKeyList,
} from '../http/index.js';
import type { Route } from './route.js';
import { KEEP_ACCOUNTS, look, words } from './shape.js';

/** Keys of other programs. An account of kind `service` holds the roles; a key of it opens a part of them, until a day. */
export const SERVICE_KEY_ROUTES = {
  serviceKeys: look(
    'serviceKeys',
    KEEP_ACCOUNTS,
    'auth',
    serviceKeyList,
    words('服务账号的密钥：尾号与最近使用', 'The keys of a service: their tails, and when each was last used'),
  ),
  createServiceKey: {
    ...ENDPOINTS.createServiceKey,
    roles: KEEP_ACCOUNTS,
    body: createServiceKeyRequest,
    response: createdServiceKey,
    status: 201,
    idempotent: true,
    tag: 'auth',
    summary: words('签发服务密钥，只显示一次', 'Make a key for a service; it is shown once'),
    problems: ['already-done', 'id-taken', 'service-account-only', 'scope-unknown', 'scope-without-role', 'key-expiry'],
  },
  revokeServiceKey: {
    ...ENDPOINTS.revokeServiceKey,
    roles: KEEP_ACCOUNTS,
    body: revokeServiceKeyRequest,
    response: serviceKey,
    status: 200,
    idempotent: true,
    tag: 'auth',
    summary: words('吊销服务密钥，立即失效', 'Revoke a key; it opens nothing from now on'),
  },
} as const satisfies Record<string, Route>;
