import { ENDPOINTS } from '../endpoints.js';
import { drill, drillList, drillPressRequest, incident, nothing, openDrillRequest } from '../http/index.js';
import type { Route } from './route.js';
import { LOOK, ANSWERS, words, look } from './shape.js';

/** Drills: incidents for practice, marked as such everywhere. */
export const EXERCISE_ROUTES = {
  drills: look('drills', LOOK, 'drills', drillList, words('演练列表', 'Drills, latest first')),
  openDrill: {
    ...ENDPOINTS.openDrill,
    roles: ANSWERS,
    body: openDrillRequest,
    response: drill,
    status: 201,
    tag: 'drills',
    summary: words('开始演练', 'Open a drill, with its end'),
  },
  endDrill: {
    ...ENDPOINTS.endDrill,
    roles: ANSWERS,
    body: nothing,
    response: drill,
    status: 200,
    tag: 'drills',
    summary: words('结束演练', 'End a drill and its cases'),
  },
  drillPress: {
    ...ENDPOINTS.drillPress,
    roles: ANSWERS,
    body: drillPressRequest,
    response: incident,
    status: 201,
    tag: 'drills',
    summary: words('演练按铃：生成一起【演练】事件', 'A press that nobody made: opens a case of the drill'),
  },
} as const satisfies Record<string, Route>;
