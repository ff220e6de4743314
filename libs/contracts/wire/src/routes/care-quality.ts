import type { ProblemSlug, Role } from '@silverbell/vocabulary';
import type { z } from 'zod';
import type { RouteName } from '../endpoints.js';
import {
  acknowledgeComplaintRequest,
  answerComplaintRequest,
  assignInSteadRequest,
  complaintOnWire,
  complaintPage,
  complaintQuery,
  complaintWithTrail,
  createComplaintRequest,
  decideVerificationRequest,
  hearVerificationRequest,
  rateComplaintRequest,
  verificationOnWire,
  verificationPage,
  verificationQuery,
  verificationWithTrail,
  withdrawComplaintRequest,
} from '../http/index.js';
import { idempotentWrite } from './idempotent-write.js';
import type { Route } from './route.js';
import { look, words } from './shape.js';

const TOWNSHIP: readonly Role[] = ['township-officer'];
const OFFICES: readonly Role[] = ['township-officer', 'county-officer'];
/** Take down what she says, beside her family. */
const VOICES: readonly Role[] = ['family', 'operator', 'lead', 'community-officer', ...OFFICES];
const READ: readonly Role[] = [...VOICES, 'supervisor', 'provider-manager'];
const READ_VERIFICATIONS: readonly Role[] = [...OFFICES, 'supervisor', 'provider-manager'];

const complaint = <Name extends RouteName, Body extends z.ZodType, const Problems extends readonly ProblemSlug[]>(
  name: Name,
  roles: readonly Role[],
  body: Body,
  zh: string,
  en: string,
  problems: Problems,
) =>
  ({
    ...idempotentWrite(name, roles, 'care', body, complaintOnWire, words(zh, en), [
      'stale-version',
      'complaint-state',
      ...problems,
    ]),
    ifMatch: true,
  }) as const;

const verification = <Name extends RouteName, Body extends z.ZodType, const Problems extends readonly ProblemSlug[]>(
  name: Name,
  body: Body,
  zh: string,
  en: string,
  problems: Problems,
) =>
  ({
    ...idempotentWrite(name, TOWNSHIP, 'care', body, verificationOnWire, words(zh, en), [
      ...(['stale-version', 'verification-state', 'four-eyes'] as const),
      ...problems,
    ]),
    ifMatch: true,
  }) as const;

/** Complaints, and the verification of workers (CR-50 … CR-52). */
export const CARE_QUALITY_ROUTES = {
  complaints: {
    ...look('complaints', READ, 'care', complaintPage, words('投诉列表', 'Complaints')),
    query: complaintQuery,
  },
  complaint: look('complaint', READ, 'care', complaintWithTrail, words('投诉及其经过', 'One complaint with its trail')),
  createComplaint: {
    ...idempotentWrite(
      'createComplaint',
      VOICES,
      'care',
      createComplaintRequest,
      complaintOnWire,
      words('登记投诉', 'Complain'),
      [...['not-found', 'id-taken', 'worker-unknown']] as const,
    ),
    status: 201,
  },
  acknowledgeComplaint: complaint(
    ...(['acknowledgeComplaint', OFFICES, acknowledgeComplaintRequest, '受理投诉', 'Acknowledge'] as const),
    ['four-eyes'],
  ),
  answerComplaint: complaint(...(['answerComplaint', OFFICES, answerComplaintRequest, '答复投诉', 'Answer'] as const), [
    'four-eyes',
  ]),
  rateComplaint: complaint('rateComplaint', VOICES, rateComplaintRequest, '评价答复', 'Rate the answer', []),
  withdrawComplaint: complaint('withdrawComplaint', VOICES, withdrawComplaintRequest, '撤回投诉', 'Withdraw', []),
  verifications: {
    ...look(
      'verifications',
      READ_VERIFICATIONS,
      'care',
      verificationPage,
      words('核实任务', 'Verifications of workers'),
    ),
    query: verificationQuery,
  },
  verification: look(
    ...(['verification', READ_VERIFICATIONS, 'care', verificationWithTrail] as const),
    words('核实任务及其经过', 'One verification with its trail'),
  ),
  hearVerification: verification('hearVerification', hearVerificationRequest, '听取意见', 'Hear a side', []),
  decideVerification: verification('decideVerification', decideVerificationRequest, '作出结论', 'Decide', []),
  assignInStead: verification(
    ...(['assignInStead', assignInSteadRequest, '代服务组织派单', 'Assign in the place of the provider'] as const),
    [
      ...['order-state', 'certificate-expired', 'worker-overlap', 'worker-unknown', 'out-of-contract'],
      ...['worker-suspended', 'worker-conflict', 'worker-replaced', 'item-certificate', 'second-worker'],
    ] as const,
  ),
} as const satisfies Record<string, Route>;
