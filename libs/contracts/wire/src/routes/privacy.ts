import { ENDPOINTS } from '../endpoints.js';
import { accessLogList, eraseRequest, legalHoldList, legalHoldRequest, liftRequest, nothing } from '../http/index.js';
import type { Route } from './route.js';
import { look, words } from './shape.js';

/** Those who answer for data protection and those who carry it out; an operator does not need it while she helps. */
const PLACES_HOLDS = ['supervisor', 'admin'] as const;
const SEES_HOLDS = ['lead', 'admin', 'supervisor', 'auditor'] as const;

/** Erasure, legal holds, and who read what. */
export const PRIVACY_ROUTES = {
  erasePerson: {
    ...ENDPOINTS.erasePerson,
    roles: ['admin'],
    body: eraseRequest,
    response: nothing,
    status: 200,
    idempotent: true,
    problems: ['person-has-open-case', 'person-under-hold'],
    tag: 'people',
    summary: words('永久删除老人资料（不可恢复）', 'Erase a person for ever: her rows, texts, raw frames and key'),
  },
  incidentLegalHolds: look(
    'incidentLegalHolds',
    SEES_HOLDS,
    'people',
    legalHoldList,
    words('事件的依法保全', 'What of a case must stay by order, and why'),
  ),
  personLegalHolds: look(
    'personLegalHolds',
    SEES_HOLDS,
    'people',
    legalHoldList,
    words('老人的依法保全', 'What of a person must stay by order, and why'),
  ),
  placeHoldOnIncident: {
    ...ENDPOINTS.placeHoldOnIncident,
    roles: PLACES_HOLDS,
    body: legalHoldRequest,
    response: legalHoldList,
    status: 200,
    idempotent: true,
    tag: 'people',
    summary: words('对事件设置依法保全', 'Hold a case: its traces stay, and nobody in it can be erased'),
  },
  placeHoldOnPerson: {
    ...ENDPOINTS.placeHoldOnPerson,
    roles: PLACES_HOLDS,
    body: legalHoldRequest,
    response: legalHoldList,
    status: 200,
    idempotent: true,
    problems: ['person-erased'],
    tag: 'people',
    summary: words('对老人设置依法保全', 'Hold a person: nothing of her goes by time or by erasure'),
  },
  releaseLegalHold: {
    ...ENDPOINTS.releaseLegalHold,
    roles: PLACES_HOLDS,
    body: liftRequest,
    response: legalHoldList,
    status: 200,
    idempotent: true,
    tag: 'people',
    summary: words('解除依法保全', 'Lift a legal hold; it stays on record'),
  },
  readings: {
    ...look(
      'readings',
      ['lead', 'admin', 'auditor'],
      'people',
      accessLogList,
      words('越权查阅记录', 'Who read what of cases that were not hers'),
    ),
  },
} as const satisfies Record<string, Route>;
