import { ENDPOINTS } from '../endpoints.js';
import {
  attendanceRequest,
  awayRequest,
  silenceRulesRequest,
  silenceView,
  weatherRequest,
  weatherResponse,
} from '../http/index.js';
import type { Route } from './route.js';
import { LOOK, KEEP, words, look } from './shape.js';

/** A person's silence: its rules, her being away, who saw her, and the weather that makes it graver. */
export const MONITORING_ROUTES = {
  silenceRules: look(
    'silenceRules',
    LOOK,
    'people',
    silenceView,
    words('静默规则、最近一次活动、外出', 'Rules about her silence, her last contact, and whether she is away'),
  ),
  setSilenceRules: {
    ...ENDPOINTS.setSilenceRules,
    roles: KEEP,
    body: silenceRulesRequest,
    response: silenceView,
    status: 200,
    tag: 'people',
    summary: words('修改静默规则', 'Change the rules about her silence'),
    problems: ['not-found'],
  },
  setAway: {
    ...ENDPOINTS.setAway,
    roles: KEEP,
    body: awayRequest,
    response: silenceView,
    status: 200,
    tag: 'people',
    summary: words('登记外出，期间静默规则暂停', 'She is away for a while: the rules about her silence rest'),
    problems: ['not-found'],
  },
  endAway: {
    ...ENDPOINTS.endAway,
    roles: KEEP,
    body: null,
    response: silenceView,
    status: 200,
    tag: 'people',
    summary: words('已回家，恢复静默规则', 'She is back: the rules count again'),
    problems: ['not-found'],
  },
  attendance: {
    ...ENDPOINTS.attendance,
    roles: KEEP,
    body: attendanceRequest,
    response: silenceView,
    status: 200,
    tag: 'people',
    summary: words('登记到场；只有本人到场才算见到', 'Somebody came; only she herself counts as seen'),
    problems: ['not-found'],
  },
  weather: {
    ...ENDPOINTS.weather,
    roles: KEEP,
    body: weatherRequest,
    response: weatherResponse,
    status: 200,
    tag: 'people',
    summary: words('登记当地气温', 'What the weather is like there'),
    problems: ['not-found'],
  },
} as const satisfies Record<string, Route>;
