import { ENDPOINTS } from '../endpoints.js';
import {
  familyIncidentList,
  familyNoteRequest,
  familySeniorList,
  noticeLevelRequest,
  nothing,
  quietHoursRequest,
} from '../http/index.js';
import { idempotentWrite } from './idempotent-write.js';
import type { Route } from './route.js';
import { FAMILY, words, look } from './shape.js';

/** The family's own page. */
export const FAMILY_ROUTES = {
  mySeniors: look('mySeniors', FAMILY, 'family', familySeniorList, words('我的家人', 'My relatives')),
  myIncidents: look(
    'myIncidents',
    FAMILY,
    'family',
    familyIncidentList,
    words('家人的求助事件', "My relatives' cases"),
  ),
  noticeLevel: idempotentWrite(
    'noticeLevel',
    FAMILY,
    'family',
    noticeLevelRequest,
    nothing,
    words('设置何时通知我', 'Choose when I am told of an alert'),
    [],
  ),
  quietHours: idempotentWrite(
    'quietHours',
    FAMILY,
    'family',
    quietHoursRequest,
    nothing,
    words('设置安静时段', 'Choose hours in which soft signs do not wake me'),
    [],
  ),
  familyNote: {
    ...ENDPOINTS.familyNote,
    roles: FAMILY,
    body: familyNoteRequest,
    response: nothing,
    status: 200,
    idempotent: true,
    tag: 'family',
    summary: words('家属留言', 'Tell the operator something'),
  },
} as const satisfies Record<string, Route>;
