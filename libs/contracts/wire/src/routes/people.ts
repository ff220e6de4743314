import { ENDPOINTS } from '../endpoints.js';
import {
  codeWordRequest,
  helperStanding,
  nothing,
  reinstateRequest,
  suspendRequest,
  trainingSeat,
  trainingSeatRequest,
} from '../http/index.js';
import type { Route } from './route.js';
import { ANSWERS, words, look } from './shape.js';

/** What is on file of helpers and seniors, and who may go or know. */
export const PEOPLE_ROUTES = {
  standing: look(
    'standing',
    ANSWERS,
    'people',
    helperStanding,
    words('助老员停用记录', 'Whether a helper is suspended, and was before'),
  ),
  suspend: {
    ...ENDPOINTS.suspend,
    roles: ANSWERS,
    body: suspendRequest,
    response: helperStanding,
    status: 200,
    idempotent: true,
    tag: 'people',
    summary: words('停用助老员：立即失去派单和任务', 'Suspend a helper: her offers and tasks are over at once'),
  },
  reinstate: {
    ...ENDPOINTS.reinstate,
    roles: ANSWERS,
    body: reinstateRequest,
    response: helperStanding,
    status: 200,
    idempotent: true,
    tag: 'people',
    summary: words('恢复助老员', 'Reinstate a helper; after an allegation by somebody else than who suspended her'),
  },
  trainingSeat: {
    ...ENDPOINTS.trainingSeat,
    roles: ANSWERS,
    body: trainingSeatRequest,
    response: trainingSeat,
    status: 200,
    idempotent: true,
    tag: 'people',
    summary: words('设置或解除培训席', 'Make the seat of an operator one for training, or one in earnest again'),
  },
  codeWord: {
    ...ENDPOINTS.codeWord,
    roles: ANSWERS,
    body: codeWordRequest,
    response: nothing,
    status: 200,
    idempotent: true,
    tag: 'people',
    summary: words('设置老人暗语（加密保存）', "Set a senior's code word (kept encrypted)"),
  },
} as const satisfies Record<string, Route>;
