import {
  changeHelperRequest,
  conflictList,
  conflictRequest,
  createHelperRequest,
  helperOnWire,
  helperPage,
  nothing,
  pairRequest,
  registryQuery,
} from '../http/index.js';
import { idempotentWrite } from './idempotent-write.js';
import type { Route } from './route.js';
import { KEEP_FACILITIES, look, READ_FACILITIES, SEE_CONFLICTS, words } from './shape.js';

const NOTE_CONFLICTS = [...KEEP_FACILITIES, ...SEE_CONFLICTS];

/** Helpers as the office keeps them; who may go at all is decided under `standing`. */
export const HELPER_REGISTRY_ROUTES = {
  helpers: {
    ...look('helpers', READ_FACILITIES, 'people', helperPage, words('助老人员名册', 'The register of helpers')),
    query: registryQuery,
  },
  helper: look('helper', READ_FACILITIES, 'people', helperOnWire, words('助老人员档案', 'What is on file of a helper')),
  createHelper: {
    ...idempotentWrite(
      'createHelper',
      KEEP_FACILITIES,
      'people',
      createHelperRequest,
      helperOnWire,
      words('登记助老人员，上岗后即可派单', 'Put a helper on file; on duty she is a candidate at once'),
      ['not-found', 'id-taken', 'region-inactive', 'helper-under-18', 'place-nowhere'],
    ),
    status: 201,
  },
  changeHelper: {
    ...idempotentWrite(
      'changeHelper',
      KEEP_FACILITIES,
      'people',
      changeHelperRequest,
      helperOnWire,
      words('修改助老人员档案', 'Change what is on file of a helper'),
      ['stale-version', 'region-inactive', 'helper-under-18', 'place-nowhere'],
    ),
    ifMatch: true,
  },
  pairHelper: idempotentWrite(
    'pairHelper',
    KEEP_FACILITIES,
    'people',
    pairRequest,
    helperOnWire,
    words('结对：该住所优先联系此人', 'Pair a helper with a home, which asks her first'),
    [],
  ),
  unpairHelper: idempotentWrite(
    'unpairHelper',
    KEEP_FACILITIES,
    'people',
    pairRequest,
    helperOnWire,
    words('解除结对', 'End a pair'),
    [],
  ),
  helperConflicts: look(
    'helperConflicts',
    SEE_CONFLICTS,
    'people',
    conflictList,
    words('与谁有冲突（仅班长和保护专员可见）', 'With whom a helper is in conflict; for leads and protection officers'),
  ),
  noteConflict: idempotentWrite(
    'noteConflict',
    NOTE_CONFLICTS,
    'people',
    conflictRequest,
    nothing,
    words('登记冲突：绝不派她去', 'Note a conflict: she is never sent there'),
    [],
  ),
  endConflict: idempotentWrite(
    'endConflict',
    SEE_CONFLICTS,
    'people',
    conflictRequest,
    nothing,
    words('解除冲突登记', 'End a conflict'),
    [],
  ),
} as const satisfies Record<string, Route>;
