import type { z } from 'zod';
import type { Label, ProblemSlug } from '@silverbell/vocabulary';
import { ENDPOINTS, type RouteName } from '../endpoints.js';
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
import type { Route } from './route.js';
import { HELPER, words, look } from './shape.js';

const helperAct = <
  Name extends RouteName,
  Body extends z.ZodType,
  Response extends z.ZodType,
  const Problems extends readonly ProblemSlug[] = readonly [],
>(
  name: Name,
  body: Body,
  response: Response,
  summary: Label,
  problems?: Problems,
) =>
  ({
    ...ENDPOINTS[name],
    roles: HELPER,
    body,
    response,
    status: 200,
    idempotent: true,
    tag: 'helper',
    summary,
    problems: problems ?? [],
  }) as const;

/** The helper's own: her position, offers and assignments. */
export const DISPATCH_ROUTES = {
  position: {
    ...ENDPOINTS.position,
    roles: HELPER,
    body: positionRequest,
    response: nothing,
    status: 200,
    tag: 'helper',
    summary: words('上报位置', 'Where I am'),
  },
  myOffers: look(
    'myOffers',
    HELPER,
    'helper',
    offerList,
    words('我的派单邀请', 'My offers; asking counts as delivery'),
  ),
  accept: helperAct('accept', nothing, assignment, words('接单', 'Accept'), ['offer-taken', 'offer-over']),
  decline: helperAct('decline', declineRequest, offer, words('不接单', 'Decline'), ['offer-over']),
  myAssignments: look('myAssignments', HELPER, 'helper', assignmentList, words('我的任务', 'My assignments')),
  depart: helperAct('depart', nothing, assignment, words('出发', 'On my way')),
  arrive: helperAct('arrive', arriveRequest, assignment, words('到场', 'Arrived')),
  scene: helperAct('scene', sceneRequest, assignment, words('现场情况', 'What it is like here')),
  finish: helperAct('finish', finishRequest, assignment, words('完成', 'Done, and how she is')),
  withdraw: helperAct('withdraw', withdrawRequest, assignment, words('退单', 'I cannot go after all')),
} as const satisfies Record<string, Route>;
