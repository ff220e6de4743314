import type { ProblemSlug, Role } from '@silverbell/vocabulary';
import type { z } from 'zod';
import type { RouteName } from '../endpoints.js';
import {
  askVisitContactRequest,
  visitDoneRequest,
  visitExcuseRequest,
  visitMissRequest,
  welfareVisitOnWire,
  welfareVisitPage,
  welfareVisitQuery,
  welfareVisitWithTrail,
} from '../http/index.js';
import { idempotentWrite } from './idempotent-write.js';
import type { Route } from './route.js';
import { look, words } from './shape.js';

const VISITORS: readonly Role[] = ['community-officer', 'village-cadre', 'township-officer', 'county-officer'];
const READ: readonly Role[] = [...VISITORS, 'operator', 'lead', 'supervisor'];

const visit = <Name extends RouteName, Body extends z.ZodType>(
  name: Name,
  body: Body,
  zh: string,
  en: string,
  problems: readonly ProblemSlug[] = [],
) =>
  ({
    ...idempotentWrite(name, VISITORS, 'care', body, welfareVisitOnWire, words(zh, en), [
      ...(['stale-version', 'visit-state', 'feature-off'] as const),
      ...problems,
    ]),
    ifMatch: true,
  }) as const;

/** Welfare visits (CR-55 … CR-58). */
export const CARE_VISIT_ROUTES = {
  welfareVisits: {
    ...look('welfareVisits', READ, 'care', welfareVisitPage, words('走访列表', 'Welfare visits')),
    query: welfareVisitQuery,
  },
  welfareVisit: look(
    'welfareVisit',
    READ,
    'care',
    welfareVisitWithTrail,
    words('走访及其经过', 'One welfare visit with its trail'),
  ),
  visitDone: visit('visitDone', visitDoneRequest, '完成走访', 'A visit took place', [
    'clock-skewed',
    'upload-too-late',
  ]),
  excuseVisit: visit('excuseVisit', visitExcuseRequest, '免访', 'Excuse a visit'),
  askVisitContact: visit(
    'askVisitContact',
    askVisitContactRequest,
    '登记联系人答复（空访）',
    'Take down what her contact said of an empty visit',
  ),
  missVisit: visit('missVisit', visitMissRequest, '漏访说明', 'Say why a visit is missed'),
} as const satisfies Record<string, Route>;
