import { ENDPOINTS } from '../endpoints.js';
import {
  dutyRequest,
  dutyResponse,
  loginRequest,
  loginResponse,
  meResponse,
  nothing,
  seatsOnDutyResponse,
} from '../http/index.js';
import type { Route } from './route.js';
import { ANYBODY, LOOK, words, look } from './shape.js';

/** Who is calling, and whether she is on duty. */
export const ME_ROUTES = {
  login: {
    ...ENDPOINTS.login,
    roles: 'public',
    body: loginRequest,
    response: loginResponse,
    status: 200,
    tag: 'auth',
    summary: words('登录', 'Log in'),
    problems: ['login-failed', 'code-required', 'code-wrong', 'too-many-logins', 'busy'],
  },
  renew: {
    ...ENDPOINTS.renew,
    roles: ANYBODY,
    body: nothing,
    response: loginResponse,
    status: 200,
    tag: 'auth',
    summary: words('工作中延长登录', 'Go on with a session while working'),
  },
  me: look('me', ANYBODY, 'me', meResponse, words('我是谁，是否在岗', 'Who I am, and whether I am on duty')),
  duty: {
    ...ENDPOINTS.duty,
    roles: ['operator', 'lead', 'helper'],
    body: dutyRequest,
    response: dutyResponse,
    status: 200,
    idempotent: true,
    tag: 'me',
    summary: words('上岗或下岗', 'Go on or off duty'),
  },
  seatsOnDuty: look(
    'seatsOnDuty',
    LOOK,
    'me',
    seatsOnDutyResponse,
    words('谁在值班，控制台是否连接', 'Who is on duty, and whose console is connected'),
  ),
} as const satisfies Record<string, Route>;
