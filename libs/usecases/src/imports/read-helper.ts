import { HELPER_KIND_WORDS, LANGUAGE_WORDS, TRANSPORT_WORDS } from './code-words.js';
import type { HelperDraft } from './drafts.js';
import { readIdentity } from './read-identity.js';
import type { RowOf } from './read-row.js';
import type { RowReader } from './row-reader.js';

const CERTIFICATES = [
  ['health', 'healthUntil'],
  ['first-aid', 'firstAidUntil'],
  ['carer', 'carerUntil'],
  ['physician', 'physicianUntil'],
] as const;
const YOUNGEST = 18;

export function readHelper(reader: RowReader): RowOf<HelperDraft> {
  const region = reader.region();
  const name = reader.name();
  const kind = reader.code('kind', HELPER_KIND_WORDS);
  if (kind === undefined && reader.cell('kind') === undefined) reader.fault('missing', 'kind');
  const phone = reader.phone();
  if (phone === undefined && reader.cell('phone') === undefined) reader.fault('missing', 'phone');
  const { birthDate } = readIdentity(reader);
  if (birthDate === undefined && reader.cell('birthDate') === undefined) reader.fault('missing', 'birthDate');
  if (birthDate !== undefined && isYounger(birthDate, reader.context.today))
    reader.fault('too-young', 'birthDate', 'idNumber');
  const written = reader.position(region);
  if (written === undefined && region) reader.warn('place-of-region', 'lng', 'coordinates', 'address');
  const { lat = 0, lng = 0 } = written ?? region?.centre ?? {};
  const draft: HelperDraft = {
    ...{ id: reader.id(), kind: kind ?? 'aide', name, phone: phone ?? '', birthDate: birthDate ?? '' },
    ...{ regionId: region?.id ?? '', position: { lat, lng, datum: written?.datum ?? 'wgs84' } },
    languages: reader.list('languages')?.map((one) => LANGUAGE_WORDS.get(one) ?? one),
    ...{ nightCalls: reader.yesNo('nightCalls') ?? false, canLift: reader.yesNo('canLift') ?? false },
    transport: reader.code('transport', TRANSPORT_WORDS) ?? 'walk',
    certificates: CERTIFICATES.flatMap(([of, field]) => {
      const validUntil = reader.date(field);
      return validUntil === undefined ? [] : [{ kind: of, validUntil }];
    }),
  };
  return {
    draft,
    key: phone === undefined ? null : `${name} ${phone.replace(/\D/g, '').slice(-11)}`,
    same: birthDate ?? null,
  };
}

/** Both are `YYYY-MM-DD`, so that texts compare as days do. */
const isYounger = (birthDate: string, today: string): boolean =>
  birthDate > `${String(Number(today.slice(0, 4)) - YOUNGEST)}${today.slice(4)}`;
