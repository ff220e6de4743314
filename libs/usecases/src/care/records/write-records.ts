import type { ChildFact, CivilDay } from '@silverbell/care';
import { refuse, type AccountId, type IdSource, type Refusal, type RegionId } from '@silverbell/kernel';
import type { EconomicClass } from '@silverbell/vocabulary';
import {
  staleRow,
  type RegistryCommand,
  type RegistryResult,
  type RegistryStore,
  type RegistryWritten,
} from '../../ports/registry-write.js';

/** What assessors found (CR-13). */
export interface AssessmentFile {
  readonly id: string;
  readonly seniorId: string;
  readonly scheme: string;
  readonly schemeVersion: string;
  readonly scores: Readonly<Record<string, number>>;
  /** GB/T 42195: 0 able … 4 wholly disabled. */
  readonly level: number;
  readonly assessors: readonly { readonly name: string; readonly office: string }[];
  readonly on: CivilDay;
  readonly validUntil: CivilDay;
  readonly extendedUntil: CivilDay | null;
  readonly extendedReason: string | null;
}

export interface ClassProofFile {
  readonly id: string;
  readonly seniorId: string;
  readonly economicClass: EconomicClass;
  readonly certificate: string;
  readonly from: CivilDay;
  readonly until: CivilDay | null;
}

export interface ChildFile extends ChildFact {
  readonly name: string;
}
export interface ChildrenFile {
  readonly seniorId: string;
  readonly children: readonly ChildFile[];
  readonly version: number;
  readonly changedBy: AccountId | null;
}

type Acting = Pick<RegistryCommand, 'by' | 'at'>;
export interface CareRecordTransaction {
  /** Her region; `null`: she is not on file. */
  regionOf(seniorId: string): Promise<RegionId | null>;
  assessment(id: string): Promise<AssessmentFile | null>;
  insertAssessment(assessment: AssessmentFile, acting: Acting): Promise<void>;
  extendAssessment(id: string, until: CivilDay, reason: string): Promise<void>;
  insertProof(proof: ClassProofFile, acting: Acting): Promise<void>;
  children(seniorId: string): Promise<ChildrenFile | null>;
  saveChildren(children: ChildrenFile, acting: Acting): Promise<void>;
}

export interface CareRecordDeps {
  readonly records: RegistryStore<CareRecordTransaction>;
  readonly newId: IdSource;
}

type Wanted<File> = Omit<File, 'id' | 'extendedUntil' | 'extendedReason'> & { readonly id?: string | undefined };

/** At least two people of two offices say how much of herself she can still do. A newer assessment counts from its day on. */
export function addAssessment(
  { records, newId }: CareRecordDeps,
  command: RegistryCommand,
  { today, ...wanted }: Wanted<AssessmentFile> & { readonly today: CivilDay },
): RegistryResult {
  return records.write(command, async (tx): Promise<RegistryWritten | Refusal> => {
    const regionId = await tx.regionOf(wanted.seniorId);
    if (regionId === null) return refuse('not-found');
    const { assessors, on, validUntil } = wanted;
    if (new Set(assessors.map(({ name }) => name)).size < 2 || new Set(assessors.map(({ office }) => office)).size < 2)
      return refuse('assessors-two');
    if (on > today || validUntil < on) return refuse('record-days');
    const assessment: AssessmentFile = {
      ...{ ...wanted, id: wanted.id ?? newId(), extendedUntil: null, extendedReason: null },
    };
    if ((await tx.assessment(assessment.id)) !== null) return refuse('id-taken');
    await tx.insertAssessment(assessment, command);
    return written('assessment-added', wanted.seniorId, regionId, { level: assessment.level });
  });
}

/** CR-13: the township lets an assessment count longer, and says why. */
export function extendAssessment(
  { records }: Pick<CareRecordDeps, 'records'>,
  command: RegistryCommand,
  { id, until, reason }: { readonly id: string; readonly until: CivilDay; readonly reason: string },
): RegistryResult {
  return records.write(command, async (tx): Promise<RegistryWritten | Refusal> => {
    const assessment = await tx.assessment(id);
    const regionId = assessment && (await tx.regionOf(assessment.seniorId));
    if (assessment === null || regionId === null) return refuse('not-found');
    if (until <= assessment.validUntil) return refuse('record-days');
    await tx.extendAssessment(id, until, reason);
    return written('assessment-extended', assessment.seniorId, regionId, { until });
  });
}

export function addClassProof(
  { records, newId }: CareRecordDeps,
  command: RegistryCommand,
  wanted: Wanted<ClassProofFile>,
): RegistryResult {
  return records.write(command, async (tx): Promise<RegistryWritten | Refusal> => {
    const regionId = await tx.regionOf(wanted.seniorId);
    if (regionId === null) return refuse('not-found');
    if (wanted.until !== null && wanted.until < wanted.from) return refuse('record-days');
    await tx.insertProof({ ...wanted, id: wanted.id ?? newId() }, command);
    return written('class-proof-added', wanted.seniorId, regionId, { economicClass: wanted.economicClass });
  });
}

/** All of her children at once; an empty list says that she has none (CR-14). */
export function setChildren(
  { records }: Pick<CareRecordDeps, 'records'>,
  command: RegistryCommand,
  {
    seniorId,
    children,
    ifMatch,
  }: { readonly seniorId: string; readonly children: readonly ChildFile[]; readonly ifMatch: number | undefined },
): RegistryResult {
  return records.write(command, async (tx): Promise<RegistryWritten | Refusal> => {
    const regionId = await tx.regionOf(seniorId);
    if (regionId === null) return refuse('not-found');
    const before = await tx.children(seniorId);
    const { version = 0, changedBy = null } = before ?? {};
    const stale = staleRow({ id: seniorId, version, changedBy }, ifMatch);
    if (stale !== null) return stale;
    await tx.saveChildren({ seniorId, children, version: version + 1, changedBy: command.by }, command);
    return written('children-stated', seniorId, regionId, { count: children.length });
  });
}

const written = (
  action: string,
  id: string,
  regionId: RegionId,
  details: Readonly<Record<string, string | number>>,
): RegistryWritten => ({ id, audit: { action, subjectKind: 'senior', subjectId: id, regionId, details } });
