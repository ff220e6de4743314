import type { ProblemSlug, Role } from '@silverbell/vocabulary';
import type { z } from 'zod';
import type { RouteName } from '../endpoints.js';
import {
  askCareCallHelpRequest,
  askCareContactRequest,
  careCallOnWire,
  careCallPage,
  careCallQuery,
  careCallWithTrail,
  recordCareCallRequest,
} from '../http/index.js';
import { idempotentWrite } from './idempotent-write.js';
import type { Route } from './route.js';
import { look, words } from './shape.js';

/** The offices of where she lives, and the hotline for them. */
const CALLERS: readonly Role[] = ['community-officer', 'village-cadre', 'township-officer', 'operator', 'lead'];
const READ: readonly Role[] = [...CALLERS, 'county-officer', 'supervisor'];

const act = <Name extends RouteName, Body extends z.ZodType>(name: Name, body: Body, zh: string, en: string) =>
  ({
    ...idempotentWrite(name, CALLERS, 'care', body, careCallOnWire, words(zh, en), [
      ...(['stale-version', 'care-call-state', 'feature-off'] as const satisfies readonly ProblemSlug[]),
    ]),
    ifMatch: true,
  }) as const;

/** Care calls (CR-29, SR-28). */
export const CARE_CALL_ROUTES = {
  careCalls: {
    ...look('careCalls', READ, 'care', careCallPage, words('关爱电话', 'Care calls')),
    query: careCallQuery,
  },
  careCall: look(
    'careCall',
    READ,
    'care',
    careCallWithTrail,
    words('关爱电话及其经过', 'One care call with its trail'),
  ),
  recordCareCall: act('recordCareCall', recordCareCallRequest, '登记关爱电话', 'Record a care call'),
  askCareContact: act('askCareContact', askCareContactRequest, '登记联系人答复', 'Record what her contact says'),
  askCareCallHelp: act('askCareCallHelp', askCareCallHelpRequest, '请应急端敲门', 'Ask the emergency side to knock'),
} as const satisfies Record<string, Route>;
