import type { Role } from '@silverbell/vocabulary';
import {
  acknowledgeEntitlementRequest,
  changeContractRequest,
  changeProviderRequest,
  changeWorkerRequest,
  contractOnWire,
  contractPage,
  createContractRequest,
  createProviderRequest,
  createWorkerRequest,
  endEntitlementRequest,
  entitlementOnWire,
  entitlementPage,
  entitlementQuery,
  ofProviderQuery,
  providerManagersRequest,
  providerNotices,
  providerOnWire,
  providerPage,
  providerRanking,
  providerRankingQuery,
  registryQuery,
  resumeEntitlementRequest,
  suspendEntitlementRequest,
  workerOnWire,
  workerPage,
} from '../http/index.js';
import { idempotentWrite } from './idempotent-write.js';
import type { Route } from './route.js';
import { KEEP_FACILITIES, look, READ_FILES, words } from './shape.js';

/** A provider's own people read and keep what is theirs. */
const PROVIDER: readonly Role[] = ['provider-manager'];
const READ_PROVIDERS: readonly Role[] = [...READ_FILES, 'finance-officer', ...PROVIDER];
const KEEP_WORKERS: readonly Role[] = [...KEEP_FACILITIES, ...PROVIDER];
/** Compare providers with each other. */
const COMPARE: readonly Role[] = ['township-officer', 'county-officer', 'supervisor'];
const READ_ENTITLEMENTS: readonly Role[] = [...READ_FILES, 'finance-officer'];
const TAKE_NOTE: readonly Role[] = ['provider-manager', 'community-officer', 'township-officer', 'county-officer'];
const KEEP_ENTITLEMENTS: readonly Role[] = ['township-officer', 'county-officer'];

/** Who provides daytime care under which contract, with whom, and who is entitled to it. */
export const CARE_PROVIDER_ROUTES = {
  providers: {
    ...look('providers', READ_PROVIDERS, 'care', providerPage, words('养老服务组织', 'Providers of care')),
    query: registryQuery,
  },
  provider: look('provider', READ_PROVIDERS, 'care', providerOnWire, words('一个服务组织', 'One provider')),
  createProvider: {
    ...idempotentWrite(
      'createProvider',
      KEEP_FACILITIES,
      'care',
      createProviderRequest,
      providerOnWire,
      words('登记服务组织', 'Put a provider on file'),
      ['not-found', 'id-taken', 'region-inactive', 'credit-code-invalid', 'credit-code-known'],
    ),
    status: 201,
  },
  changeProvider: {
    ...idempotentWrite(
      'changeProvider',
      KEEP_FACILITIES,
      'care',
      changeProviderRequest,
      providerOnWire,
      words('修改或停用服务组织', 'Change or deactivate a provider'),
      ['stale-version', 'region-inactive', 'credit-code-invalid', 'credit-code-known'],
    ),
    ifMatch: true,
  },
  setProviderManagers: idempotentWrite(
    'setProviderManagers',
    KEEP_FACILITIES,
    'care',
    providerManagersRequest,
    providerOnWire,
    words('指定服务组织的登录账号', 'Say which accounts are logins of a provider'),
    ['manager-unknown'],
  ),
  providerNotices: look(
    'providerNotices',
    READ_PROVIDERS,
    'care',
    providerNotices,
    words('服务组织月度通报', 'Monthly notices of a provider'),
  ),
  providerRanking: {
    ...look('providerRanking', COMPARE, 'care', providerRanking, words('服务组织排名', 'Ranking of providers')),
    query: providerRankingQuery,
  },
  contracts: {
    ...look('contracts', READ_PROVIDERS, 'care', contractPage, words('服务协议', 'Service contracts')),
    query: ofProviderQuery,
  },
  contract: look('contract', READ_PROVIDERS, 'care', contractOnWire, words('一份服务协议', 'One service contract')),
  createContract: {
    ...idempotentWrite(
      'createContract',
      KEEP_FACILITIES,
      'care',
      createContractRequest,
      contractOnWire,
      words('登记服务协议', 'Put a service contract on file'),
      ['not-found', 'id-taken', 'provider-unknown', 'provider-barred', 'contract-days'],
    ),
    status: 201,
  },
  changeContract: {
    ...idempotentWrite(
      'changeContract',
      KEEP_FACILITIES,
      'care',
      changeContractRequest,
      contractOnWire,
      words('修改或提前终止服务协议', 'Change a service contract, or end it before its time'),
      ['stale-version', 'contract-days'],
    ),
    ifMatch: true,
  },
  workers: {
    ...look('workers', READ_PROVIDERS, 'care', workerPage, words('服务人员', 'Care workers')),
    query: ofProviderQuery,
  },
  worker: look('worker', READ_PROVIDERS, 'care', workerOnWire, words('一名服务人员', 'One care worker')),
  createWorker: {
    ...idempotentWrite(
      'createWorker',
      KEEP_WORKERS,
      'care',
      createWorkerRequest,
      workerOnWire,
      words('登记服务人员', 'Make a carer a worker of a provider'),
      ['not-found', 'id-taken', 'worker-no-carer', 'provider-unknown', 'certificate-twice', 'certificate-days'],
    ),
    status: 201,
  },
  changeWorker: {
    ...idempotentWrite(
      'changeWorker',
      KEEP_WORKERS,
      'care',
      changeWorkerRequest,
      workerOnWire,
      words('修改服务人员、证件', 'Change a care worker and her certificates'),
      ['stale-version', 'provider-unknown', 'certificate-twice', 'certificate-days'],
    ),
    ifMatch: true,
  },
  entitlements: {
    ...look('entitlements', READ_ENTITLEMENTS, 'care', entitlementPage, words('服务资格', 'Entitlements')),
    query: entitlementQuery,
  },
  entitlement: look(
    'entitlement',
    READ_ENTITLEMENTS,
    'care',
    entitlementOnWire,
    words('一项服务资格', 'One entitlement'),
  ),
  suspendEntitlement: {
    ...idempotentWrite(
      'suspendEntitlement',
      KEEP_ENTITLEMENTS,
      'care',
      suspendEntitlementRequest,
      entitlementOnWire,
      words('暂停服务资格', 'Suspend an entitlement for some days'),
      ['stale-version', 'entitlement-ended', 'entitlement-days', 'entitlement-suspended'],
    ),
    ifMatch: true,
  },
  resumeEntitlement: {
    ...idempotentWrite(
      'resumeEntitlement',
      KEEP_ENTITLEMENTS,
      'care',
      resumeEntitlementRequest,
      entitlementOnWire,
      words('恢复服务资格', 'Resume an entitlement'),
      ['stale-version', 'entitlement-ended', 'entitlement-not-suspended'],
    ),
    ifMatch: true,
  },
  endEntitlement: {
    ...idempotentWrite(
      'endEntitlement',
      KEEP_ENTITLEMENTS,
      'care',
      endEntitlementRequest,
      entitlementOnWire,
      words('终止服务资格', 'End an entitlement'),
      ['stale-version', 'entitlement-ended', 'entitlement-days'],
    ),
    ifMatch: true,
  },
  acknowledgeEntitlement: idempotentWrite(
    'acknowledgeEntitlement',
    TAKE_NOTE,
    'care',
    acknowledgeEntitlementRequest,
    entitlementOnWire,
    words('备案（终止、迁入、已告知家属）', 'Take note of an end or a move, or that the family was told'),
    ['nothing-to-note'],
  ),
} as const satisfies Record<string, Route>;
