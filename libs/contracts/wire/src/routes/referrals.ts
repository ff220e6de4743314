import {
  answerReferralRequest,
  createReferralRequest,
  endReferralRequest,
  referralOnWire,
  referralPage,
  referralQuery,
} from '../http/index.js';
import { idempotentWrite } from './idempotent-write.js';
import type { Route } from './route.js';
import { KEEP_FILES, look, READ_FILES, words } from './shape.js';

/** Seniors are referred from one facility to another one (SR-05), where their region has the feature switched on (SR-08). */
export const REFERRAL_ROUTES = {
  referrals: {
    ...look('referrals', READ_FILES, 'regions', referralPage, words('转介列表', 'Referrals')),
    query: referralQuery,
  },
  referral: look(
    'referral',
    READ_FILES,
    'regions',
    referralOnWire,
    words('转介及其经过', 'One referral with its trail'),
  ),
  createReferral: {
    ...idempotentWrite(
      'createReferral',
      KEEP_FILES,
      'regions',
      createReferralRequest,
      referralOnWire,
      words('发起转介', 'Refer a senior to another facility'),
      ['not-found', 'id-taken', 'feature-off', 'facility-unknown', 'referral-same-place'],
    ),
    status: 201,
  },
  answerReferral: {
    ...idempotentWrite(
      'answerReferral',
      KEEP_FILES,
      'regions',
      answerReferralRequest,
      referralOnWire,
      words('接收或退回转介', 'Accept or decline a referral'),
      ['stale-version', 'referral-decided'],
    ),
    ifMatch: true,
  },
  endReferral: {
    ...idempotentWrite(
      'endReferral',
      KEEP_FILES,
      'regions',
      endReferralRequest,
      referralOnWire,
      words('结束转介', 'End a referral'),
      ['stale-version', 'referral-decided'],
    ),
    ifMatch: true,
  },
} as const satisfies Record<string, Route>;
