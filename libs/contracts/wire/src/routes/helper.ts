import type { z } from 'zod';
import type { ProblemSlug } from '../codes.js';
import {
  arriveRequest,
  assignment,
  assignmentList,
  declineRequest,
  finishRequest,
  nothing,
  offer,
  offerList,
  positionRequest,
  sceneRequest,
  withdrawRequest,
} from '../http/index.js';
import type { Label } from '../labels.js';
import type { Route } from './route.js';
import { API, HELPER, words, look } from './shape.js';

const helperAct = <Body extends z.ZodType, Response extends z.ZodType>(
  path: string,
  body: Body,
  response: Response,
  summary: Label,
  problems: readonly ProblemSlug[] = [],
) =>
  ({
    method: 'POST',
    path: API + path,
    roles: HELPER,
    body,
    response,
    status: 200,
    idempotent: true,
    tag: 'helper',
    summary,
    problems,
  }) as const;

/** The helper's own: her position, offers and assignments. */
export const HELPER_ROUTES = {
  position: {
    method: 'POST',
    path: `${API}/me/position`,
    roles: HELPER,
    body: positionRequest,
    response: nothing,
    status: 200,
    tag: 'helper',
    summary: words('上报位置', 'Where I am'),
  },
  myOffers: look(
    '/me/offers',
    HELPER,
    'helper',
    offerList,
    words('我的派单邀请', 'My offers; asking counts as delivery'),
  ),
  accept: helperAct('/offers/{id}/accept', nothing, assignment, words('接单', 'Accept'), ['offer-taken', 'offer-over']),
  decline: helperAct('/offers/{id}/decline', declineRequest, offer, words('不接单', 'Decline'), ['offer-over']),
  myAssignments: look('/me/assignments', HELPER, 'helper', assignmentList, words('我的任务', 'My assignments')),
  depart: helperAct('/assignments/{id}/depart', nothing, assignment, words('出发', 'On my way')),
  arrive: helperAct('/assignments/{id}/arrive', arriveRequest, assignment, words('到场', 'Arrived')),
  scene: helperAct('/assignments/{id}/scene', sceneRequest, assignment, words('现场情况', 'What it is like here')),
  finish: helperAct('/assignments/{id}/finish', finishRequest, assignment, words('完成', 'Done, and how she is')),
  withdraw: helperAct(
    '/assignments/{id}/withdraw',
    withdrawRequest,
    assignment,
    words('退单', 'I cannot go after all'),
  ),
} as const satisfies Record<string, Route>;
