import { ROLES, type Role } from '@silverbell/vocabulary';
import { ENDPOINTS } from '../endpoints.js';
import {
  assessmentRequest,
  assessmentsOnWire,
  careFileOnWire,
  catalogueOnWire,
  catalogueQuery,
  catalogueRequest,
  childrenOnWire,
  childrenRequest,
  classProofRequest,
  classProofsOnWire,
  eligibilityOnWire,
  extendAssessmentRequest,
  idNumberOnWire,
  idNumberRequest,
  publicEligibilityOnWire,
  publicEligibilityQuery,
} from '../http/index.js';
import { idempotentWrite } from './idempotent-write.js';
import type { Route } from './route.js';
import { KEEP_FACILITIES, KEEP_FILES, look, words } from './shape.js';

const OFFICE: readonly Role[] = ROLES.filter((role) => role !== 'helper' && role !== 'family');
/** Proofs and assessments are read by those who decide on them, and by those who oversee. */
const READ_NEED: readonly Role[] = [...KEEP_FILES, 'lead', 'supervisor'];

/** What a region offers, and what is on record of a person's need for it. */
export const CARE_RECORD_ROUTES = {
  catalogue: {
    ...look('catalogue', OFFICE, 'care', catalogueOnWire, words('服务目录', 'The catalogue of services')),
    query: catalogueQuery,
    problems: ['not-found'],
  },
  putCatalogueItem: idempotentWrite(
    'putCatalogueItem',
    KEEP_FACILITIES,
    'care',
    catalogueRequest,
    catalogueOnWire,
    words('调整或增加本区划的服务项目', 'Change an item for a region, or add one of its own'),
    ['not-found', 'item-unknown', 'id-taken', 'catalogue-item-parts'],
  ),
  checkIdNumber: {
    ...{ ...ENDPOINTS.checkIdNumber, roles: KEEP_FILES, tag: 'care', status: 200 },
    ...{ body: idNumberRequest, response: idNumberOnWire },
    summary: words('校验身份证号码', 'Check an identity number; nothing is kept'),
  },
  assessments: look('assessments', READ_NEED, 'care', assessmentsOnWire, words('能力评估', 'Assessments of ability')),
  addAssessment: idempotentWrite(
    'addAssessment',
    KEEP_FILES,
    'care',
    assessmentRequest,
    assessmentsOnWire,
    words('登记能力评估', 'Put an assessment on file'),
    ['id-taken', 'assessors-two', 'record-days'],
  ),
  extendAssessment: idempotentWrite(
    'extendAssessment',
    ['township-officer', 'county-officer'],
    'care',
    extendAssessmentRequest,
    assessmentsOnWire,
    words('延长评估有效期，写明理由', 'Let an assessment count longer, with a reason'),
    ['record-days'],
  ),
  classProofs: look('classProofs', READ_NEED, 'care', classProofsOnWire, words('保障类别证明', 'Proofs of class')),
  addClassProof: idempotentWrite(
    'addClassProof',
    KEEP_FILES,
    'care',
    classProofRequest,
    classProofsOnWire,
    words('登记保障类别证明', 'Put a proof of class on file'),
    ['record-days'],
  ),
  children: look('children', READ_NEED, 'care', childrenOnWire, words('子女情况', 'Her children')),
  setChildren: {
    ...idempotentWrite(
      'setChildren',
      KEEP_FILES,
      'care',
      childrenRequest,
      childrenOnWire,
      words(
        '登记全部子女；空列表表示没有子女',
        'Put all of her children on file; an empty list says that she has none',
      ),
      ['stale-version'],
    ),
    ifMatch: true,
  },
  eligibility: look(
    'eligibility',
    READ_NEED,
    'care',
    eligibilityOnWire,
    words('是否符合政府购买服务条件，及原因', 'Whether she may be granted purchased care, and why'),
  ),
  careFile: look('careFile', READ_NEED, 'care', careFileOnWire, words('工作档案', 'The working file of a person')),
  publicEligibility: {
    ...{ ...ENDPOINTS.publicEligibility, roles: 'public', tag: 'care', status: 200, body: null },
    ...{ query: publicEligibilityQuery, response: publicEligibilityOnWire },
    summary: words('我可以申请什么（无需登录，不留存）', 'What may I apply for; without a login, and nothing is kept'),
    problems: ['not-found', 'feature-off', 'invalid-request'],
  },
} as const satisfies Record<string, Route>;
