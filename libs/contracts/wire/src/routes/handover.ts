import {
  handoverItemRequest,
  handoverList,
  handoverOnWire,
  nothing,
  openHandoverRequest,
  secondPathList,
} from '../http/index.js';
import { idempotentWrite } from './idempotent-write.js';
import type { Route } from './route.js';
import { ACT, look, words } from './shape.js';

/** One shift gives to the next, item by item, with two signatures. Only the two of them act on it. */
export const HANDOVER_ROUTES = {
  handovers: look(
    'handovers',
    ACT,
    'incidents',
    handoverList,
    words('交接班', 'Handovers of shifts, the newest first'),
  ),
  openHandover: {
    ...idempotentWrite(
      'openHandover',
      ACT,
      'incidents',
      openHandoverRequest,
      handoverOnWire,
      words('发起交班：平台汇总未办结、约定与失联', 'Give the shift to a person; the platform lists what there is'),
      [],
    ),
    status: 201,
  },
  acceptHandoverItem: idempotentWrite(
    'acceptHandoverItem',
    ACT,
    'incidents',
    handoverItemRequest,
    handoverOnWire,
    words('接手一项；事件随之转到接班人', 'Take one item; an incident becomes hers'),
    [],
  ),
  signHandover: idempotentWrite(
    'signHandover',
    ACT,
    'incidents',
    nothing,
    handoverOnWire,
    words('签名；第二个签名完成交接班', 'Sign; the second signature changes the shift'),
    [],
  ),
  withdrawHandover: idempotentWrite(
    'withdrawHandover',
    ACT,
    'incidents',
    nothing,
    handoverOnWire,
    words('撤回交接', 'Take the handover back'),
    [],
  ),
  secondPaths: look(
    'secondPaths',
    ACT,
    'incidents',
    secondPathList,
    words('本席第二通道：班长、备援中心的电话，最近何时接通', 'Who answers by voice beside my console, and when last'),
  ),
  secondPathAnswered: idempotentWrite(
    'secondPathAnswered',
    ACT,
    'incidents',
    nothing,
    secondPathList,
    words('登记试线：第二通道已接通', 'I tried the second path, and it answered'),
    [],
  ),
} as const satisfies Record<string, Route>;
