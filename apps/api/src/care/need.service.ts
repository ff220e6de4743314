import { Inject, Injectable } from '@nestjs/common';
import { PostgresCareRecordStore, PostgresCareSettingStore, type NeedOnFile } from '@silverbell/adapter-postgres';
import {
  assessmentState,
  documentsFor,
  eligibilityOn,
  livesAlone,
  localClassOf,
  minutesPerDayFor,
  type CareSettings,
  type CivilDay,
  type Eligibility,
} from '@silverbell/care';
import {
  ELIGIBILITY_CONDITION_LABELS,
  LOCAL_CLASSES,
  PURCHASE_DOCUMENT_LABELS,
  type EconomicClass,
  type Language,
  type LocalClass,
} from '@silverbell/vocabulary';
import type { AnswerOf } from '@silverbell/wire';
import { maskedName } from '@silverbell/usecases';
import { RegionScope } from '../auth/region-scope.js';
import type { Account } from '../auth/sessions.js';
import { sightOf, type FileSight } from '../people/file-sight.js';
import { ProblemError } from '../http/problems/problem-error.js';
import { CareScope } from './care-scope.js';

/** What is on record of a person's need within the caller's regions, and what follows from it on a day. */
@Injectable()
export class NeedService {
  constructor(
    @Inject(PostgresCareRecordStore) private readonly records: Pick<PostgresCareRecordStore, 'need'>,
    private readonly settings: PostgresCareSettingStore,
    private readonly sight: CareScope,
    private readonly scope: RegionScope,
  ) {}

  /** Of a person outside the caller's regions there is none. */
  async of(account: Account, seniorId: string): Promise<NeedOnFile> {
    const need = await this.records.need(seniorId);
    if (need === null || !(await this.scope.sees(account, need.regionId))) throw new ProblemError('not-found');
    return need;
  }

  async assessments(need: NeedOnFile): Promise<AnswerOf<'assessments'>> {
    const { today, settings } = await this.ground(need);
    const [newest = null] = need.assessments;
    return {
      state: assessmentState(newest, today, settings.number('care.assessment.graceD')),
      localClass: newest === null ? null : classOf(newest.level, settings),
      items: need.assessments.map(({ seniorId: _, assessors, scores, ...one }) => ({
        ...one,
        ...{ assessors: [...assessors], scores: { ...scores }, localClass: classOf(one.level, settings) },
      })),
    };
  }

  async classProofs(need: NeedOnFile): Promise<AnswerOf<'classProofs'>> {
    const today = await this.sight.today();
    return {
      items: need.proofs.map(({ seniorId: _, ...one }) => ({
        ...one,
        valid: one.from <= today && (one.until === null || one.until >= today),
      })),
    };
  }

  /** How much of her file the caller reads where it belongs. */
  async sightOn(account: Account, { regionId }: NeedOnFile): Promise<FileSight> {
    return sightOf((await this.scope.at(account, regionId)) ?? { roles: [] });
  }

  children({ children, regionId }: NeedOnFile, { names }: FileSight): AnswerOf<'children'> {
    return {
      children:
        children === null
          ? null
          : children.children.map((one) => ({ ...one, name: names ? one.name : maskedName(one.name) })),
      livesAlone: livesAlone(children?.children ?? null, regionId),
      version: children?.version ?? 0,
    };
  }

  async eligibility(need: NeedOnFile, language: Language): Promise<AnswerOf<'eligibility'>> {
    const { today, settings } = await this.ground(need);
    const alone = livesAlone(need.children?.children ?? null, need.regionId);
    const facts = { birthDate: need.birthDate, registeredHere: need.registeredHere, proofs: need.proofs, alone };
    const found = eligibilityOn(facts, settings, today);
    const [newest] = need.assessments;
    const localClass = newest === undefined ? null : classOf(newest.level, settings);
    return {
      ...{ on: today, eligible: found.eligible, ...verdictOf(found, language), economicClass: found.economicClass },
      ...{ localClass, minutesPerDay: localClass === null ? null : minutesPerDayFor(localClass, settings) },
      documents: found.economicClass === null ? [] : documentsOf(found.economicClass, language),
    };
  }

  private async ground({
    regionId,
  }: NeedOnFile): Promise<{ readonly today: CivilDay; readonly settings: CareSettings }> {
    const today = await this.sight.today();
    return { today, settings: await this.settings.on(regionId, today) };
  }
}

/** What is asked, in words, with what is not met and what is not known. */
export const verdictOf = ({ conditions }: Eligibility, language: Language) => ({
  failed: conditions.flatMap(({ condition, met }) => (met === false ? [condition] : [])),
  unknown: conditions.flatMap(({ condition, met }) => (met === null ? [condition] : [])),
  conditions: conditions.map((one) => ({ ...one, words: ELIGIBILITY_CONDITION_LABELS[one.condition][language] })),
});

export const documentsOf = (economicClass: EconomicClass, language: Language) =>
  documentsFor(economicClass).map((code) => ({ code, name: PURCHASE_DOCUMENT_LABELS[code][language] }));

function classOf(level: number, settings: CareSettings): LocalClass {
  const computed = localClassOf(level, settings);
  const found = LOCAL_CLASSES.find((one) => one === computed);
  if (found === undefined) throw new Error(`${computed} is no class of ability`);
  return found;
}
