import { isIdNumber, readIdNumber } from '../people/id-number.js';
import { GENDER_WORDS } from './code-words.js';
import type { RowReader } from './row-reader.js';

export interface ReadIdentity {
  readonly idNumber?: string | undefined;
  readonly birthDate?: string | undefined;
  readonly gender?: 'female' | 'male' | 'unknown' | undefined;
}

const FAULTS = {
  'fifteen-digits': 'id-number-fifteen',
  form: 'id-number-form',
  'birth-date': 'id-number-date',
  'check-digit': 'id-number-check',
} as const;

/** The identity number, and what it says about its holder against what the other columns say (CR-07). */
export function readIdentity(reader: RowReader): ReadIdentity {
  const written = reader.text('idNumber');
  const birthDate = reader.birthDate();
  const gender = reader.code('gender', GENDER_WORDS);
  if (written === undefined) return { birthDate, gender };
  const read = readIdNumber(written, reader.context.today);
  if (!isIdNumber(read)) {
    reader.fault(FAULTS[read.fault], 'idNumber');
    return { birthDate, gender };
  }
  if (birthDate !== undefined && birthDate !== read.birthDate) reader.fault('birth-date-differs', 'birthDate');
  if (gender !== undefined && gender !== 'unknown' && gender !== read.gender) reader.fault('gender-differs', 'gender');
  if (read.unknownArea) reader.warn('id-number-area', 'idNumber');
  return { idNumber: read.number, birthDate: birthDate ?? read.birthDate, gender: read.gender };
}
