import type { ProblemSlug, Role } from '@silverbell/vocabulary';
import type { z } from 'zod';
import type { RouteName } from '../endpoints.js';
import {
  acceptQuoteRequest,
  assignOrderRequest,
  cancelOrderRequest,
  changePlanProviderRequest,
  createServiceOrderRequest,
  createServicePlanRequest,
  declineOrderRequest,
  endServicePlanRequest,
  finishOrderRequest,
  interruptOrderRequest,
  myOrders,
  myOrdersQuery,
  noEntryRequest,
  orderAlarmRequest,
  protectedReferralPage,
  protectedReferralQuery,
  quoteOrderRequest,
  rateOrderRequest,
  reviewOrderRequest,
  sayOfOrderRequest,
  serviceOrderOnWire,
  serviceOrderPage,
  serviceOrderQuery,
  serviceOrderWithTrail,
  servicePlanOnWire,
  servicePlanPage,
  servicePlanQuery,
  settleOrderRequest,
  startOrderRequest,
  voidOrderRequest,
} from '../http/index.js';
import { idempotentWrite } from './idempotent-write.js';
import type { Route } from './route.js';
import { HELPER, look, words } from './shape.js';

const PROVIDER: readonly Role[] = ['provider-manager'];
const TOWNSHIP: readonly Role[] = ['township-officer'];
/** Take down what she says, beside herself and her contacts. */
const ON_HER_WORD: readonly Role[] = ['operator', 'lead', 'community-officer', 'township-officer'];
const VOICES: readonly Role[] = [...ON_HER_WORD, 'family', 'helper'];
const PLAN: readonly Role[] = ['provider-manager', 'community-officer', 'township-officer'];
const READ: readonly Role[] = [
  ...['provider-manager', 'community-officer', 'township-officer', 'county-officer'],
  ...['operator', 'lead', 'supervisor', 'helper', 'family'],
] as Role[];

const ORDER_PROBLEMS = ['stale-version', 'order-state', 'feature-off'] as const;
const order = <
  Name extends RouteName,
  Body extends z.ZodType,
  const Problems extends readonly ProblemSlug[] = readonly [],
>(
  name: Name,
  roles: readonly Role[],
  body: Body,
  zh: string,
  en: string,
  problems?: Problems,
) =>
  ({
    ...idempotentWrite(name, roles, 'care', body, serviceOrderOnWire, words(zh, en), [
      ...ORDER_PROBLEMS,
      ...(problems ?? ([] as unknown as Problems)),
    ]),
    ifMatch: true,
  }) as const;

/** Service plans and orders (CR-29 … CR-38). */
export const CARE_ORDER_ROUTES = {
  servicePlans: {
    ...look(
      'servicePlans',
      READ.filter((role) => role !== 'helper' && role !== 'family'),
      'care',
      servicePlanPage,
      words('服务计划', 'Service plans'),
    ),
    query: servicePlanQuery,
  },
  createServicePlan: {
    ...idempotentWrite(
      'createServicePlan',
      PLAN,
      'care',
      createServicePlanRequest,
      servicePlanOnWire,
      words('新建服务计划', 'Make a service plan'),
      ['not-found', 'id-taken', 'feature-off', 'item-unknown', 'senior-not-served', 'plan-days'],
    ),
    status: 201,
  },
  endServicePlan: {
    ...idempotentWrite(
      'endServicePlan',
      PLAN,
      'care',
      endServicePlanRequest,
      servicePlanOnWire,
      words('结束服务计划', 'End a service plan'),
      ['stale-version', 'plan-days', 'feature-off'],
    ),
    ifMatch: true,
  },
  changePlanProvider: {
    ...idempotentWrite(
      'changePlanProvider',
      TOWNSHIP,
      'care',
      changePlanProviderRequest,
      servicePlanOnWire,
      words('更换服务组织', 'Give a plan to another provider'),
      ['stale-version', 'plan-days', 'feature-off', 'out-of-contract'],
    ),
    ifMatch: true,
  },
  serviceOrders: {
    ...look('serviceOrders', READ, 'care', serviceOrderPage, words('服务单列表', 'Service orders')),
    query: serviceOrderQuery,
  },
  serviceOrder: look(
    'serviceOrder',
    READ,
    'care',
    serviceOrderWithTrail,
    words('服务单及其经过', 'One service order with its trail'),
  ),
  createServiceOrder: {
    ...idempotentWrite(
      'createServiceOrder',
      [...PLAN, 'operator', 'lead', 'family'],
      'care',
      createServiceOrderRequest,
      serviceOrderOnWire,
      words('新建服务单', 'Make a service order'),
      ['not-found', 'id-taken', 'feature-off', 'item-unknown', 'senior-not-served', 'order-state'],
    ),
    status: 201,
  },
  myOrders: {
    ...look('myOrders', HELPER, 'care', myOrders, words('我的服务单', 'My service orders')),
    query: myOrdersQuery,
  },
  quoteOrder: order('quoteOrder', PROVIDER, quoteOrderRequest, '报价', 'Quote a price for more time or an item', [
    ...(['item-unknown', 'item-by-hour', 'item-subsidised'] as const),
  ]),
  acceptQuote: order('acceptQuote', VOICES, acceptQuoteRequest, '同意报价', 'Accept the price', ['extra-not-agreed']),
  assignOrder: order('assignOrder', PROVIDER, assignOrderRequest, '派单', 'Assign a worker', [
    ...['certificate-expired', 'worker-overlap', 'worker-unknown', 'out-of-contract', 'worker-suspended'],
    ...['worker-conflict', 'worker-replaced', 'item-certificate', 'second-worker'],
  ] as const),
  declineOrder: order('declineOrder', [...PROVIDER, ...HELPER], declineOrderRequest, '退单', 'Give an order back'),
  startOrder: order('startOrder', HELPER, startOrderRequest, '签到', 'Check in', ['clock-skewed', 'upload-too-late']),
  finishOrder: order('finishOrder', HELPER, finishOrderRequest, '签退并报告', 'Check out and report', [
    'clock-skewed',
    'upload-too-late',
  ]),
  noEntry: order('noEntry', HELPER, noEntryRequest, '敲门无人应', 'Nobody opened'),
  orderAlarm: order('orderAlarm', HELPER, orderAlarmRequest, '现场报警', 'Raise an alarm from the home'),
  interruptOrder: order('interruptOrder', HELPER, interruptOrderRequest, '中断服务', 'Interrupt'),
  cancelOrder: order('cancelOrder', [...PROVIDER, ...ON_HER_WORD, 'family'], cancelOrderRequest, '取消', 'Cancel'),
  confirmOrder: order('confirmOrder', VOICES, sayOfOrderRequest, '确认', 'Confirm'),
  disputeOrder: order('disputeOrder', [...ON_HER_WORD, 'family'], sayOfOrderRequest, '提出争议', 'Dispute'),
  settleOrder: order('settleOrder', TOWNSHIP, settleOrderRequest, '处理争议', 'Settle a dispute', ['four-eyes']),
  reviewOrder: order('reviewOrder', [...PROVIDER, ...TOWNSHIP], reviewOrderRequest, '复核', 'Review', ['four-eyes']),
  voidOrder: order('voidOrder', TOWNSHIP, voidOrderRequest, '作废', 'Void', ['four-eyes']),
  rateOrder: order('rateOrder', VOICES, rateOrderRequest, '评价', 'Rate'),
  protectedReferrals: {
    ...look(
      'protectedReferrals',
      ['protection-officer'],
      'care',
      protectedReferralPage,
      words('保护线索', 'Referrals under protection'),
    ),
    query: protectedReferralQuery,
  },
} as const satisfies Record<string, Route>;
