import {
  codeWordRequest,
  eraseRequest,
  helperStanding,
  nothing,
  readingList,
  reinstateRequest,
  suspendRequest,
} from '../http/index.js';
import type { Route } from './route.js';
import { API, ANSWERS, words, look } from './shape.js';

/** What is on file of helpers and seniors, and who may go or know. */
export const PEOPLE_ROUTES = {
  standing: look(
    '/helpers/{id}/standing',
    ANSWERS,
    'people',
    helperStanding,
    words('助老员停用记录', 'Whether a helper is suspended, and was before'),
  ),
  suspend: {
    method: 'POST',
    path: `${API}/helpers/{id}/suspend`,
    roles: ANSWERS,
    body: suspendRequest,
    response: helperStanding,
    status: 200,
    idempotent: true,
    tag: 'people',
    summary: words('停用助老员：立即失去派单和任务', 'Suspend a helper: her offers and tasks are over at once'),
  },
  reinstate: {
    method: 'POST',
    path: `${API}/helpers/{id}/reinstate`,
    roles: ANSWERS,
    body: reinstateRequest,
    response: helperStanding,
    status: 200,
    idempotent: true,
    tag: 'people',
    summary: words('恢复助老员', 'Reinstate a helper; after an allegation by somebody else than who suspended her'),
  },
  codeWord: {
    method: 'PUT',
    path: `${API}/seniors/{id}/code-word`,
    roles: ANSWERS,
    body: codeWordRequest,
    response: nothing,
    status: 200,
    idempotent: true,
    tag: 'people',
    summary: words('设置老人暗语（加密保存）', "Set a senior's code word (kept encrypted)"),
  },
  erasePerson: {
    method: 'POST',
    path: `${API}/seniors/{id}/erase`,
    roles: ['admin'],
    body: eraseRequest,
    response: nothing,
    status: 200,
    idempotent: true,
    problems: ['person-has-open-case'],
    tag: 'people',
    summary: words('永久删除老人资料（不可恢复）', 'Erase a person for ever: her rows, texts, raw frames and key'),
  },
  readings: {
    ...look(
      '/readings',
      ['lead', 'admin', 'auditor'],
      'people',
      readingList,
      words('越权查阅记录', 'Who read what of cases that were not hers'),
    ),
  },
} as const satisfies Record<string, Route>;
