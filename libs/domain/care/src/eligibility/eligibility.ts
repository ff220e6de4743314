import type { EconomicClass, EligibilityCondition, LocalClass, PurchaseDocument } from '@silverbell/vocabulary';
import { addDays, ageOn, type CivilDay } from '../calendar/index.js';
import type { CareSettings } from '../settings/settings.js';

/** A child, as far as it matters to who lives alone (SR-12). */
export interface ChildFact {
  /** The id of the community it lives in, or the words of a place that is none of ours; `null`: not known. */
  readonly community: { readonly regionId: string } | { readonly words: string } | null;
  /** Able to look after a parent; `null`: not known. */
  readonly capable: boolean | null;
  /** Of an incapable child. */
  readonly proof: string | null;
}

/**
 * CR-14: no capable child lives in her own community. It never says who is at home now. `null`: facts are missing.
 * @param children `null`: it was not said whether she has any
 */
export function livesAlone(children: readonly ChildFact[] | null, ownRegionId: string): boolean | null {
  if (children === null) return null;
  const verdicts = children.map(({ community, capable, proof }) => {
    if (community === null) return null;
    if (!('regionId' in community) || community.regionId !== ownRegionId) return true;
    if (capable === null) return null;
    return capable ? false : proof === null ? null : true;
  });
  if (verdicts.includes(false)) return false;
  return verdicts.includes(null) ? null : true;
}

export interface ClassProofFact {
  readonly economicClass: EconomicClass;
  readonly from: CivilDay;
  /** Its last day; `null`: without end. */
  readonly until: CivilDay | null;
}

export interface EligibilityFacts {
  readonly birthDate: CivilDay | null;
  /** Household registration in the county; `null`: not known. */
  readonly registeredHere: boolean | null;
  readonly proofs: readonly ClassProofFact[];
  readonly alone: boolean | null;
}

export interface Eligibility {
  readonly eligible: boolean;
  /** Each condition: met, not met, or `null` where a fact is missing; one that is not asked of her is left out. */
  readonly conditions: readonly { readonly condition: EligibilityCondition; readonly met: boolean | null }[];
  readonly economicClass: EconomicClass | null;
}

/** CR-17: who may be granted purchased home care on a day. No emergency service depends on it. */
export function eligibilityOn(facts: EligibilityFacts, settings: CareSettings, on: CivilDay): Eligibility {
  const classes = settings.list('care.purchase.classes');
  const valid = facts.proofs.filter(({ from, until }) => from <= on && (until === null || until >= on));
  const economicClass = valid.find((one) => classes.includes(one.economicClass))?.economicClass ?? null;
  const age = facts.birthDate === null ? null : ageOn(facts.birthDate, on) >= settings.number('care.purchase.fromAge');
  const conditions: Eligibility['conditions'] = [
    { condition: 'age', met: age },
    { condition: 'registration', met: facts.registeredHere },
    { condition: 'class', met: economicClass !== null },
    ...(economicClass === 'three-noes' ? [] : [{ condition: 'living-alone' as const, met: facts.alone }]),
  ];
  return { eligible: conditions.every(({ met }) => met === true), conditions, economicClass };
}

const DOCUMENTS: Readonly<Partial<Record<EconomicClass, readonly PurchaseDocument[]>>> = {
  subsistence: ['application-form', 'subsistence-certificate', 'id-copy', 'separate-residence-proof'],
  'near-subsistence': ['application-form', 'near-subsistence-file', 'id-copy', 'separate-residence-proof'],
  'three-noes': ['application-form', 'three-noes-certificate', 'id-copy'],
};
/** CR-18: what must be handed in, by class; of a class that a region added by itself, the form and the identity card. */
export const documentsFor = (economicClass: EconomicClass): readonly PurchaseDocument[] =>
  DOCUMENTS[economicClass] ?? ['application-form', 'id-copy'];

/** CR-24: minutes a day, by local class; the able have none. */
export const minutesPerDayFor = (localClass: LocalClass, settings: CareSettings): number =>
  localClass === 'able' ? 0 : settings.number(`care.entitlement.minutesPerDay.${localClass}`);

/** CR-13: the local class of a level of the assessment. */
export const localClassOf = (level: number, settings: CareSettings): string =>
  settings.choice(`care.localClass.level${String(level)}`);

export interface AssessmentFact {
  readonly on: CivilDay;
  readonly validUntil: CivilDay;
  /** The township extended it to this day. */
  readonly extendedUntil: CivilDay | null;
}

/** CR-13: the newest one counts. `expired`: orders go on during the days of grace; `lapsed`: no plan is generated any more. */
export function assessmentState(
  newest: AssessmentFact | null,
  on: CivilDay,
  graceDays: number,
): 'missing' | 'valid' | 'expired' | 'lapsed' {
  if (newest === null) return 'missing';
  if (on <= lastDayOf(newest)) return 'valid';
  return on < lapsesOn(newest, graceDays) ? 'expired' : 'lapsed';
}

/** The first day for which no plan that the public pays for is generated any more. */
export const lapsesOn = (assessment: AssessmentFact, graceDays: number): CivilDay =>
  addDays(lastDayOf(assessment), graceDays + 1);

const lastDayOf = ({ validUntil, extendedUntil }: AssessmentFact): CivilDay =>
  extendedUntil !== null && extendedUntil > validUntil ? extendedUntil : validUntil;
