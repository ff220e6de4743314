import {
  CARE_CATEGORY_LABELS,
  DEVICE_ROLE_LABELS,
  DEVICE_STAGE_LABELS,
  ECONOMIC_CLASS_LABELS,
  GENDER_LABELS,
  HELPER_KIND_LABELS,
  HELPER_TRANSPORT_LABELS,
  label,
  SENIOR_STATUS_LABELS,
  type ExportList,
  type Label,
  type Language,
} from '@silverbell/vocabulary';
import { IMPORT_FIELDS } from '../imports/fields.js';
import { maskedIdNumber, maskedName, maskedPhone } from '../people/masks.js';
import type { ExportRow } from './port.js';

type Mask = (text: string) => string;
export interface ExportColumn {
  readonly key: string;
  readonly heading: Label;
  readonly width: number;
  /** How it is written for those who do not keep the list. */
  readonly mask: Mask | null;
  /** Of a code, or of several. */
  readonly labels: Readonly<Record<string, Label>> | null;
}

interface Extra {
  readonly mask?: Mask;
  readonly labels?: Readonly<Record<string, Label>>;
  readonly width?: number;
}
const column = (key: string, heading: Label, { mask, labels, width }: Extra = {}): ExportColumn => ({
  ...{ key, heading, width: width ?? 14, mask: mask ?? null, labels: labels ?? null },
});

/** Under the heading by which an import knows it, so that an exported list can be corrected and imported again. */
const as = (kind: keyof typeof IMPORT_FIELDS, name: string, key: string, extra: Extra = {}): ExportColumn => {
  const field = IMPORT_FIELDS[kind].find((one) => one.name === name);
  if (field === undefined) throw new Error(`an import of ${kind} knows no ${name}`);
  return column(key, field.heading, extra);
};

const hidden: Mask = () => '';
const YES_NO = { true: label('是', 'yes'), false: label('否', 'no') };
const PLACE = (kind: 'regions' | 'facilities' | 'people'): readonly ExportColumn[] => [
  as(kind, 'lng', 'lng'),
  as(kind, 'lat', 'lat'),
];
const ADDRESS = as('people', 'address', 'address', { mask: hidden, width: 28 });

export const EXPORT_COLUMNS: Readonly<Record<ExportList, readonly ExportColumn[]>> = {
  regions: [
    as('regions', 'name', 'name'),
    as('regions', 'parent', 'parent'),
    as('regions', 'levelName', 'levelName'),
    as('regions', 'levelNo', 'levelNo', { width: 8 }),
    ...PLACE('regions'),
    as('regions', 'id', 'id', { width: 24 }),
  ],
  facilities: [
    as('facilities', 'name', 'name', { width: 24 }),
    as('facilities', 'type', 'type'),
    as('facilities', 'region', 'region'),
    as('facilities', 'level', 'level', { width: 8 }),
    as('facilities', 'operator', 'operator'),
    as('facilities', 'phone', 'phone'),
    as('facilities', 'address', 'address', { width: 28 }),
    ...PLACE('facilities'),
    as('facilities', 'functions', 'functions'),
    as('facilities', 'capacity', 'capacity', { width: 8 }),
    as('facilities', 'hours', 'hours'),
    as('facilities', 'id', 'id', { width: 24 }),
  ],
  homes: [
    as('people', 'homeLabel', 'label'),
    as('people', 'region', 'region'),
    ADDRESS,
    ...PLACE('people').map((one) => ({ ...one, mask: hidden })),
    as('people', 'floorNo', 'floorNo', { width: 8 }),
    as('people', 'hasLift', 'hasLift', { labels: YES_NO, width: 8 }),
    column('seniors', label('在册老人数', 'seniors'), { width: 10 }),
    as('people', 'homeId', 'id', { width: 24 }),
  ],
  seniors: [
    as('people', 'name', 'name', { mask: maskedName }),
    as('people', 'idNumber', 'idNumber', { mask: maskedIdNumber, width: 22 }),
    as('people', 'gender', 'gender', { labels: GENDER_LABELS, width: 8 }),
    as('people', 'birthDate', 'birthDate', { mask: (date) => date.slice(0, 4) }),
    as('people', 'region', 'region'),
    ADDRESS,
    as('people', 'phone', 'phone', { mask: maskedPhone }),
    column('status', label('状态', 'status'), { labels: SENIOR_STATUS_LABELS, width: 8 }),
    as('people', 'careCategories', 'careCategories', { labels: CARE_CATEGORY_LABELS }),
    as('people', 'economicClass', 'economicClass', { labels: ECONOMIC_CLASS_LABELS }),
    as('people', 'homeId', 'homeId', { width: 24 }),
    as('people', 'id', 'id', { width: 24 }),
  ],
  helpers: [
    as('helpers', 'name', 'name', { mask: maskedName }),
    as('helpers', 'kind', 'kind', { labels: HELPER_KIND_LABELS }),
    as('helpers', 'phone', 'phone', { mask: maskedPhone }),
    as('helpers', 'birthDate', 'birthDate', { mask: (date) => date.slice(0, 4) }),
    as('helpers', 'region', 'region'),
    as('helpers', 'nightCalls', 'nightCalls', { labels: YES_NO, width: 10 }),
    as('helpers', 'canLift', 'canLift', { labels: YES_NO, width: 10 }),
    as('helpers', 'transport', 'transport', { labels: HELPER_TRANSPORT_LABELS }),
    as('helpers', 'id', 'id', { width: 24 }),
  ],
  devices: [
    as('devices', 'id', 'id', { width: 24 }),
    as('devices', 'role', 'role', { labels: DEVICE_ROLE_LABELS }),
    as('devices', 'profile', 'profile'),
    as('devices', 'region', 'region'),
    as('devices', 'name', 'senior', { mask: maskedName }),
    as('devices', 'room', 'room'),
    column('stage', label('状态', 'stage'), { labels: DEVICE_STAGE_LABELS }),
    as('devices', 'homeId', 'homeId', { width: 24 }),
  ],
};

/** One row under its columns. What is unknown is left empty. */
export function cellsOf(
  columns: readonly ExportColumn[],
  row: ExportRow,
  { inFull, language }: { readonly inFull: boolean; readonly language: Language },
): readonly (string | number | null)[] {
  return columns.map(({ key, mask, labels }) => {
    const value = row[key] ?? null;
    if (value === null) return null;
    const said = (one: string | number | boolean): string => labels?.[String(one)]?.[language] ?? String(one);
    if (typeof value === 'object') return value.map(said).join('、');
    if (mask !== null && !inFull) return mask(String(value));
    return typeof value === 'number' ? value : said(value);
  });
}
