import { z } from 'zod';
import {
  COMPLAINTS,
  ENTITLEMENT_ENDS,
  ENTITLEMENT_NOTICES,
  ENTITLEMENT_STATES,
  ENTITLEMENT_STEPS,
  HELPER_CERTIFICATES,
  LOCAL_CLASSES,
  PAY_BASES,
  PAYEE_KINDS,
  PROVIDER_KINDS,
  PROVIDER_STANDINGS,
  SUSPENSION_REASONS,
} from '@silverbell/vocabulary';
import { registryQuery } from './regions.js';
import { freeText, givenId, id, isoDate, isoInstant, person, shortText } from './shared.js';

/** What belongs to one provider, or to all that the caller sees. */
export const ofProviderQuery = registryQuery.extend({ providerId: id.optional() });

/** Fen per hour; at most 10,000 yuan. */
const fenPerHour = z.int().min(0).max(1_000_000);
const regionIds = z.array(id).min(1).max(200);
const itemCodes = z.array(z.string().min(1).max(60)).max(200);

const providerFields = {
  regionId: id,
  name: shortText,
  /** 统一社会信用代码, 18 characters with its check character. */
  creditCode: z.string().trim().min(18).max(24),
  kind: z.enum(PROVIDER_KINDS),
  /** 分片: where it works, with everything below. */
  serviceRegionIds: regionIds,
  bankName: shortText.nullable().optional(),
  accountName: shortText.nullable().optional(),
  /** Digits of the bank account, answered masked. */
  accountNumber: z
    .string()
    .trim()
    .regex(/^[\d -]{6,40}$/)
    .nullable()
    .optional(),
  licenceUntil: isoDate.nullable().optional(),
  insuredUntil: isoDate.nullable().optional(),
  standing: z.enum(PROVIDER_STANDINGS).optional(),
  autoAssign: z.boolean().optional(),
  active: z.boolean().optional(),
};
export const createProviderRequest = z.strictObject({ id: givenId.optional(), ...providerFields });
export const changeProviderRequest = z.strictObject(providerFields).partial();
export const providerManagersRequest = z.strictObject({ accountIds: z.array(id).max(50) });
export const providerOnWire = z.object({
  id,
  regionId: id,
  name: z.string(),
  creditCode: z.string(),
  kind: z.enum(PROVIDER_KINDS),
  serviceRegionIds: z.array(id),
  bankName: z.string().nullable(),
  accountName: z.string().nullable(),
  /** Its last four digits behind stars. */
  accountNumber: z.string().nullable(),
  licenceUntil: isoDate.nullable(),
  insuredUntil: isoDate.nullable(),
  standing: z.enum(PROVIDER_STANDINGS),
  autoAssign: z.boolean(),
  active: z.boolean(),
  managerIds: z.array(id),
  version: z.int(),
});
export type ProviderOnWire = z.infer<typeof providerOnWire>;
const page = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable() });
export const providerPage = page(providerOnWire);

const noticeFigures = {
  received: z.int(),
  kinds: z.partialRecord(z.enum(COMPLAINTS), z.int()),
  withdrawn: z.int(),
  founded: z.int(),
  /** Whose answer was due in the month, and how many were answered by then. */
  due: z.int(),
  answeredInTime: z.int(),
  answersRated: z.int(),
  answersDissatisfied: z.int(),
  visitsRated: z.int(),
  visitsDissatisfied: z.int(),
  verifications: z.int(),
  upheld: z.int(),
};
/** 通报: what a provider is told of a month (CR-52); numbers only, and nothing of grave complaints. The newest first. */
export const providerNotices = z.object({
  items: z.array(
    z.object({
      /** The first day of the month. */
      month: isoDate,
      madeOn: isoDate,
      ...noticeFigures,
    }),
  ),
});

export const providerRankingQuery = z.strictObject({
  regionId: id.optional(),
  /** Its first day; the last month that is over when it is left out. */
  month: z
    .string()
    .regex(/^20\d{2}-(0[1-9]|1[0-2])-01$/)
    .optional(),
});
const share = z.number().min(0).max(1).nullable();
/** Providers in the order of a month, the best first, then those without a rank (CR-77). */
export const providerRanking = z.object({
  /** The first day of the month. */
  month: isoDate,
  /** Who made fewer visits in the month has no rank; a setting of the region. */
  leastVisits: z.int(),
  items: z.array(
    z.object({
      provider: person,
      /** Equal figures share one; `null`: too few visits, or no notice of the month. */
      rank: z.int().nullable(),
      /** Visits of the month that took place and count. */
      visits: z.int(),
      /** Founded complaints for every 1,000 visits; `null`, as with the shares: nothing to divide by. */
      foundedPer1000: z.number().nullable(),
      dissatisfiedShare: share,
      answeredInTimeShare: share,
      /** What the provider was told of the month; `null`: no notice was made. */
      notice: z.object(noticeFigures).nullable(),
    }),
  ),
  /** There are more providers than one ranking takes: ask for a smaller region. */
  isCut: z.boolean(),
});

const contractFields = {
  to: isoDate,
  /** Codes of the catalogue; empty or left out: every item. */
  items: itemCodes.optional(),
  selfPayFenPerHour: fenPerHour.nullable().optional(),
  duties: freeText.nullable().optional(),
};
export const createContractRequest = z.strictObject({
  id: givenId.optional(),
  /** Of the township. */
  regionId: id,
  providerId: id,
  regionIds,
  from: isoDate,
  rateFenPerHour: fenPerHour,
  payBasis: z.enum(PAY_BASES).optional(),
  ...contractFields,
});
/** Provider, township and regions stay: another agreement is another contract. `endedOn`: the last day it counts. */
export const changeContractRequest = z.strictObject({ ...contractFields, endedOn: isoDate.nullable() }).partial();
export const contractOnWire = z.object({
  id,
  regionId: id,
  provider: person,
  regionIds: z.array(id),
  from: isoDate,
  to: isoDate,
  items: z.array(z.string()),
  rateFenPerHour: z.int(),
  payBasis: z.enum(PAY_BASES),
  selfPayFenPerHour: z.int().nullable(),
  duties: z.string().nullable(),
  endedOn: isoDate.nullable(),
  version: z.int(),
});
export type ContractOnWire = z.infer<typeof contractOnWire>;
export const contractPage = page(contractOnWire);

const workerCertificate = z.strictObject({
  kind: z.enum(HELPER_CERTIFICATES),
  number: z.string().trim().min(1).max(60).nullable().default(null),
  from: isoDate.nullable().default(null),
  /** Its last day. */
  until: isoDate,
});
const workerFields = {
  providerId: id,
  certificates: z.array(workerCertificate).max(20).optional(),
  training: freeText.nullable().optional(),
};
export const createWorkerRequest = z.strictObject({ helperId: id, ...workerFields });
/** Certificates that are sent take the place of those on file. */
export const changeWorkerRequest = z.strictObject({ ...workerFields, active: z.boolean() }).partial();
export const workerOnWire = z.object({
  /** Of the helper. */
  id,
  name: z.string(),
  regionId: id,
  provider: person,
  certificates: z.array(workerCertificate.extend({ valid: z.boolean() })),
  training: z.string().nullable(),
  active: z.boolean(),
  suspended: z.boolean(),
  version: z.int(),
});
export type WorkerOnWire = z.infer<typeof workerOnWire>;
export const workerPage = page(workerOnWire);

export const entitlementQuery = z.strictObject({
  regionId: id.optional(),
  seniorId: id.optional(),
  state: z.enum(ENTITLEMENT_STATES).optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
});
export const entitlementOnWire = z.object({
  id,
  senior: person,
  regionId: id,
  state: z.enum(ENTITLEMENT_STATES),
  from: isoDate,
  /** Its last payable day; `null`: not known yet. */
  to: isoDate.nullable(),
  minutesPerDay: z.int(),
  localClass: z.enum(LOCAL_CLASSES),
  payee: z.object({ kind: z.enum(PAYEE_KINDS), id }),
  suspensions: z.array(z.object({ from: isoDate, to: isoDate.nullable(), reason: z.enum(SUSPENSION_REASONS) })),
  endReason: z.enum(ENTITLEMENT_ENDS).nullable(),
  trail: z.array(
    z.object({
      type: z.enum(ENTITLEMENT_STEPS),
      on: isoDate,
      reason: z.string().nullable(),
      at: isoInstant,
      by: person.nullable(),
    }),
  ),
  allowedActions: z.array(z.enum(['suspend', 'resume', 'end'])),
  version: z.int(),
});
export type EntitlementOnWire = z.infer<typeof entitlementOnWire>;
export const entitlementPage = page(entitlementOnWire);
export const suspendEntitlementRequest = z.strictObject({
  from: isoDate,
  to: isoDate.nullable().default(null),
  reason: z.enum(SUSPENSION_REASONS),
});
/** Of an end, of a move into the township, or that the family was told. */
export const acknowledgeEntitlementRequest = z.strictObject({ notice: z.enum(ENTITLEMENT_NOTICES) });
/** The first day that is payable again. */
export const resumeEntitlementRequest = z.strictObject({ on: isoDate });
export const endEntitlementRequest = z.strictObject({
  reason: z.enum(ENTITLEMENT_ENDS),
  /** The day it happened, or of the decision. */
  on: isoDate,
});
