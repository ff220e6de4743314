import type { Role } from '@silverbell/vocabulary';
import { finishTaskRequest, openTaskRequest, takeTaskRequest, taskList, taskOnWire, taskQuery } from '../http/index.js';
import { idempotentWrite } from './idempotent-write.js';
import type { Route } from './route.js';
import { ACT, look, words } from './shape.js';

const DO: readonly Role[] = [
  ...ACT,
  ...(['community-officer', 'township-officer', 'county-officer', 'protection-officer'] as const),
];

/** Work with an owner and a term. Which kinds an account sees depends on its role in that region. */
export const TASK_ROUTES = {
  tasks: {
    ...look(
      'tasks',
      [...DO, 'supervisor'],
      'people',
      taskList,
      words('待办：责任人与期限', 'Tasks with their owners and terms'),
    ),
    query: taskQuery,
  },
  openTask: {
    ...idempotentWrite(
      'openTask',
      ACT,
      'people',
      openTaskRequest,
      taskOnWire,
      words('登记约定回电，或上报险情', 'Promise a call, or report a near miss'),
      ['id-taken', 'not-found'],
    ),
    status: 201,
  },
  takeTask: {
    ...idempotentWrite('takeTask', DO, 'people', takeTaskRequest, taskOnWire, words('领取待办', 'Take a task'), [
      'stale-version',
    ]),
    ifMatch: true,
  },
  finishTask: {
    ...idempotentWrite(
      'finishTask',
      DO,
      'people',
      finishTaskRequest,
      taskOnWire,
      words('办结待办', 'Say that a task is done'),
      ['stale-version', 'four-eyes'],
    ),
    ifMatch: true,
  },
} as const satisfies Record<string, Route>;
