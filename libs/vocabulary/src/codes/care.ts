/** What sort of organisation provides daytime care. */
export const PROVIDER_KINDS = ['company', 'ngo', 'institution', 'village'] as const;
export type ProviderKind = (typeof PROVIDER_KINDS)[number];

/** Whether a provider may be given contracts. */
export const PROVIDER_STANDINGS = ['good', 'warned', 'barred'] as const;
export type ProviderStanding = (typeof PROVIDER_STANDINGS)[number];

/** Whether a provider is paid for what it delivered, or for what was approved (CR-41). */
export const PAY_BASES = ['delivered', 'approved'] as const;
export type PayBasis = (typeof PAY_BASES)[number];

/** How much of herself a person can still do, as her region pays for it (CR-13). */
export const LOCAL_CLASSES = ['able', 'semi-disabled', 'disabled'] as const;
export type LocalClass = (typeof LOCAL_CLASSES)[number];

/** Where an entitlement stands (CR-24). */
export const ENTITLEMENT_STATES = ['pending', 'active', 'suspended', 'ended'] as const;
export type EntitlementState = (typeof ENTITLEMENT_STATES)[number];

export const PAYEE_KINDS = ['provider', 'institution'] as const;
export type PayeeKind = (typeof PAYEE_KINDS)[number];

/** Why the public pays nothing for some days (CR-26). */
export const SUSPENSION_REASONS = ['hospital', 'away', 'investigation'] as const;
export type SuspensionReason = (typeof SUSPENSION_REASONS)[number];

/** Why an entitlement ended (CR-27). */
export const ENTITLEMENT_ENDS = [
  'death',
  'moved-out',
  'class-lost',
  'ability-lost',
  'institution-payee',
  'own-wish',
] as const;
export type EntitlementEnd = (typeof ENTITLEMENT_ENDS)[number];

/** What is taken note of: an end, the family that is told of a death or a move, a person who moved into a township (CR-22, CR-27). */
export const ENTITLEMENT_NOTICES = ['ended', 'family', 'moved'] as const;
export type EntitlementNotice = (typeof ENTITLEMENT_NOTICES)[number];

/** What happens to an entitlement, in its trail (CR-06). */
export const ENTITLEMENT_STEPS = ['begun', 'suspended', 'resumed', 'ended', 'moved', 'acknowledged'] as const;
export type EntitlementStepType = (typeof ENTITLEMENT_STEPS)[number];

/** What a village's score of a year counts (CR-54). */
export const VILLAGE_MEASURES = ['seniors-served', 'visits-done'] as const;
export type VillageMeasure = (typeof VILLAGE_MEASURES)[number];

/** 八助 and comfort: what an item of the catalogue helps with (CR-15). */
export const AIDS = [
  'meals',
  'medical',
  'cleaning',
  'bathing',
  'shopping',
  'recreation',
  'urgent',
  'mobility',
  'comfort',
] as const;
export type Aid = (typeof AIDS)[number];

/** What an item is counted in. */
export const CATALOGUE_UNITS = ['hour', 'time', 'meal', 'month'] as const;
export type CatalogueUnit = (typeof CATALOGUE_UNITS)[number];

/** What purchased home care asks of a person (CR-17). */
export const ELIGIBILITY_CONDITIONS = ['age', 'registration', 'class', 'living-alone'] as const;
export type EligibilityCondition = (typeof ELIGIBILITY_CONDITIONS)[number];

/** What is handed in with an application (CR-18). */
export const PURCHASE_DOCUMENTS = [
  'application-form',
  'subsistence-certificate',
  'near-subsistence-file',
  'three-noes-certificate',
  'id-copy',
  'separate-residence-proof',
] as const;
export type PurchaseDocument = (typeof PURCHASE_DOCUMENTS)[number];
