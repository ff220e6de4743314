import {
  as,
  refuse,
  type AccountId,
  type HomeId,
  type Refusal,
  type RegionId,
  type SeniorId,
} from '@silverbell/kernel';
import type { FileWarning, Gender } from '@silverbell/vocabulary';
import { comparedDigits } from '../../facts/who-may-be-told.js';
import { isIdNumber, readIdNumber } from '../id-number.js';
import type { SeniorFile } from './port.js';

/** Fields that are written as they come. */
type Plain =
  | 'registeredAt'
  | 'name'
  | 'phone'
  | 'languages'
  | 'hearing'
  | 'dementia'
  | 'electricMedicalDevice'
  | 'careCategories'
  | 'economicClass'
  | 'healthNotes'
  | 'medication'
  | 'allergies'
  | 'preferredHospital'
  | 'familyDoctor'
  | 'treatmentWishes'
  | 'usuallyAtHome'
  | 'ability'
  | 'aloneEvidence';

/** What a caller writes of a person; what is absent stays as it is, or is unknown. */
export type SeniorChange = {
  readonly [K in Plain | 'idNumber' | 'birthDate' | 'gender' | 'verifyBy' | 'dispatchFirst' | 'dispatchFirstReason']?:
    SeniorFile[K] | undefined;
} & {
  readonly homeId?: string | undefined;
  readonly regionId?: string | undefined;
  readonly registrationRegionId?: string | null | undefined;
};

const NEW: Pick<SeniorFile, Plain | 'gender' | 'verifyBy' | 'dispatchFirst'> = {
  ...{ registeredAt: null, name: '', phone: null, languages: [], hearing: 'unknown', dementia: false },
  ...{ electricMedicalDevice: null, careCategories: [], economicClass: 'other', healthNotes: null, medication: null },
  ...{ allergies: null, preferredHospital: null, familyDoctor: null, treatmentWishes: null, usuallyAtHome: null },
  ...{ ability: null, aloneEvidence: null, gender: 'unknown', verifyBy: 'voice', dispatchFirst: false },
};

interface Writing {
  readonly id: SeniorId;
  readonly by: AccountId;
  /** YYYY-MM-DD where the person lives. */
  readonly today: string;
}

/** `before` is `null`: she is put on file now. The identity number tells birth date and sex, and does not lie about them (CR-07). */
export function seniorAfter(
  before: SeniorFile | null,
  change: SeniorChange,
  { id, by, today }: Writing,
): SeniorFile | Refusal {
  const identity = identityAfter(before, change, today);
  if ('refused' in identity) return identity;
  const plain = Object.fromEntries(
    Object.entries(NEW).map(([field, unknown]) => {
      const key = field as Plain;
      return [key, change[key] === undefined ? (before?.[key] ?? unknown) : change[key]];
    }),
  ) as Pick<SeniorFile, Plain>;
  const { registrationRegionId: registered } = change;
  return {
    ...plain,
    ...identity,
    ...verificationAfter(before, change),
    id,
    homeId: as<HomeId>(change.homeId ?? before?.homeId ?? ''),
    regionId: as<RegionId>(change.regionId ?? before?.regionId ?? ''),
    registrationRegionId:
      registered === undefined
        ? (before?.registrationRegionId ?? null)
        : registered === null
          ? null
          : as<RegionId>(registered),
    status: before?.status ?? 'active',
    statusOn: before?.statusOn ?? null,
    statusReason: before?.statusReason ?? null,
    protectionFlags: before?.protectionFlags ?? [],
    version: (before?.version ?? 0) + 1,
    changedBy: by,
  };
}

function identityAfter(
  before: SeniorFile | null,
  change: SeniorChange,
  today: string,
): Pick<SeniorFile, 'idNumber' | 'birthDate' | 'gender'> | Refusal {
  const { birthDate = before?.birthDate ?? null, gender = before?.gender ?? 'unknown' } = change;
  if (change.birthDate != null && change.birthDate > today) return refuse('birth-date-ahead');
  const number = change.idNumber === undefined ? (before?.idNumber ?? null) : change.idNumber;
  if (number === null) return { idNumber: null, birthDate, gender };
  const read = readIdNumber(number, today);
  if (!isIdNumber(read)) {
    const { fault } = read;
    return refuse('id-number-invalid', {
      problem: fault,
      ...(fault === 'fifteen-digits' ? { asEighteen: read.asEighteen } : {}),
    });
  }
  if (change.birthDate != null && change.birthDate !== read.birthDate)
    return refuse('id-number-other-birth-date', { idNumberSays: read.birthDate });
  if (isOther(change.gender, read.gender)) return refuse('id-number-other-gender', { idNumberSays: read.gender });
  return { idNumber: read.number, birthDate: read.birthDate, gender: read.gender };
}

const isOther = (given: Gender | undefined, read: Gender): boolean =>
  given !== undefined && given !== 'unknown' && given !== read;

/** To a person who cannot be spoken with a helper is sent first. */
function verificationAfter(
  before: SeniorFile | null,
  change: SeniorChange,
): Pick<SeniorFile, 'verifyBy' | 'dispatchFirst' | 'dispatchFirstReason'> {
  const verifyBy = change.verifyBy ?? before?.verifyBy ?? 'voice';
  const own = before?.dispatchFirstReason === VERIFY_BY ? null : (before?.dispatchFirstReason ?? null);
  const reason = change.dispatchFirstReason === undefined ? own : change.dispatchFirstReason;
  if (verifyBy !== 'voice') return { verifyBy, dispatchFirst: true, dispatchFirstReason: reason ?? VERIFY_BY };
  const dispatchFirst = change.dispatchFirst ?? (before?.dispatchFirst === true && own !== null);
  return { verifyBy, dispatchFirst, dispatchFirstReason: dispatchFirst ? (reason ?? 'not-stated') : null };
}
const VERIFY_BY = 'verify-by';

/** What is doubtful about her file, and refused for none of it (SR-13: age and registration decide eligibility alone). */
export function seniorWarnings(
  senior: SeniorFile,
  { today, homeRegionId, namesakesAtAddress }: { today: string; homeRegionId: string; namesakesAtAddress: number },
): readonly FileWarning[] {
  const { idNumber, birthDate, phone, regionId, registrationRegionId, registeredAt } = senior;
  const read = idNumber === null ? null : readIdNumber(idNumber, today);
  return [
    ...(namesakesAtAddress > 0 ? (['same-name-same-address'] as const) : []),
    ...(read !== null && isIdNumber(read) && read.unknownArea ? (['unknown-area'] as const) : []),
    ...(birthDate !== null && birthDate > sixtyYearsBefore(today) ? (['under-60'] as const) : []),
    ...(regionId === homeRegionId ? [] : (['region-differs'] as const)),
    ...(registeredAt !== null || (registrationRegionId !== null && registrationRegionId !== regionId)
      ? (['registered-elsewhere'] as const)
      : []),
    ...(phone === null ? (['no-phone'] as const) : isUnusual(phone) ? (['phone-unusual'] as const) : []),
  ];
}

const sixtyYearsBefore = (today: string): string => `${String(Number(today.slice(0, 4)) - 60)}${today.slice(4)}`;

/** A mobile number has 11 digits and begins with 1; a land line has 7 or 8, or 10 to 12 with its area; `000…` is fictional. */
function isUnusual(phone: string): boolean {
  const digits = comparedDigits(phone);
  return !/^(1\d{10}|0\d{9,10}|[2-8]\d{6,7}|000\d*)$/.test(digits);
}
