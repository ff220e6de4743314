import type { HelperOnFile } from '@silverbell/adapter-postgres';
import type { Instant } from '@silverbell/kernel';
import { ageYears, dayOf, maskedPhone } from '@silverbell/usecases';
import type { HelperOnWire } from '@silverbell/wire';

/** `inFull`: for those who keep helpers; for everybody else the telephone number is masked. */
export const helperOf = (
  { file, suspended, onDuty, pairedHomes }: HelperOnFile,
  { now, timeZone, inFull }: { readonly now: Instant; readonly timeZone: string; readonly inFull: boolean },
): HelperOnWire => ({
  ...{ id: file.id, kind: file.kind, name: file.name, birthDate: file.birthDate, regionId: file.regionId },
  phone: inFull ? file.phone : maskedPhone(file.phone),
  ageYears: ageYears(file.birthDate, now),
  position: { ...file.base, datum: 'wgs84' },
  languages: [...file.languages],
  ...{ nightCalls: file.nightCalls, canLift: file.canLift, transport: file.transport, standing: file.standing },
  certificates: file.certificates.map(({ kind, validUntil }) => ({
    kind,
    validUntil: dayOf(validUntil, timeZone),
    valid: validUntil > now,
  })),
  ...{ suspended, onDuty, pairedHomes: [...pairedHomes], version: file.version },
  warnings: [],
});
