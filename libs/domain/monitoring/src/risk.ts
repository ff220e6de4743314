import type { HomeId, Instant, SeniorId } from '@silverbell/kernel';
import { RISKS, type Risk } from '@silverbell/vocabulary';

export interface PersonAtRisk {
  readonly seniorId: SeniorId;
  readonly homeId: HomeId;
  readonly electricDevice: boolean;
  readonly livingAlone: boolean;
  readonly dementia: boolean;
  readonly disabled: boolean;
  readonly cannotSpeak: boolean;
  readonly ageYears: number | null;
  /** Of the person, not of her device. */
  readonly lastContactAt: Instant | null;
}

export interface NameAtRisk {
  readonly seniorId: SeniorId;
  readonly homeId: HomeId;
  readonly risks: readonly Risk[];
  /** 1: a machine keeps her alive · 2: no one else would notice · 3: all others. */
  readonly tier: 1 | 2 | 3;
  readonly lastContactAt: Instant | null;
}

const OLDEST_FROM = 85;

export function listedNameOf(person: PersonAtRisk): NameAtRisk {
  const risks: Risk[] = [];
  if (person.electricDevice) risks.push('electric-device');
  if (person.livingAlone) risks.push('living-alone');
  if (person.dementia) risks.push('dementia');
  if (person.disabled) risks.push('disabled');
  if (person.cannotSpeak) risks.push('cannot-speak');
  if ((person.ageYears ?? 0) >= OLDEST_FROM) risks.push('oldest');
  const { seniorId, homeId, lastContactAt } = person;
  const tier = person.electricDevice ? 1 : person.livingAlone || person.dementia ? 2 : 3;
  return { seniorId, homeId, risks, tier, lastContactAt };
}

/** The gravest reason decides, then the next one; among equals, who was not heard of longest comes first. */
export function byRisk(a: NameAtRisk, b: NameAtRisk): number {
  if (a.tier !== b.tier) return a.tier - b.tier;
  for (const risk of RISKS) {
    const difference = Number(b.risks.includes(risk)) - Number(a.risks.includes(risk));
    if (difference !== 0) return difference;
  }
  return (a.lastContactAt ?? 0) - (b.lastContactAt ?? 0) || (a.seniorId < b.seniorId ? -1 : 1);
}
