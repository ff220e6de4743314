import {
  AUDIT_SUBJECT_KIND_LABELS,
  CARE_CATEGORY_LABELS,
  CLASS_LABELS,
  DEVICE_ROLE_LABELS,
  DEVICE_STAGE_LABELS,
  DEVICE_WORK_LABELS,
  ECONOMIC_CLASS_LABELS,
  GENDER_LABELS,
  HELPER_KIND_LABELS,
  HELPER_TRANSPORT_LABELS,
  LADDER_ROLE_LABELS,
  OUTCOME_LABELS,
  ROLE_LABELS,
  SENIOR_STATUS_LABELS,
  label,
  type ExportList,
  type Language,
} from '@silverbell/vocabulary';
import { maskedIdNumber, maskedName, maskedPhone } from '../people/masks.js';
import { CARE_COLUMNS } from './care-columns.js';
import { as, column, FOLLOW_UP, hidden, ID, REGION, SENIOR, YES_NO, type ExportColumn } from './column.js';
import type { ExportRow } from './port.js';

export type { ExportColumn } from './column.js';

const PLACE = (kind: 'regions' | 'facilities' | 'people'): readonly ExportColumn[] => [
  as(kind, 'lng', 'lng'),
  as(kind, 'lat', 'lat'),
];
const ADDRESS = as('people', 'address', 'address', { mask: hidden, width: 28 });
const ACCOUNT_KINDS = { person: label('个人', 'person'), service: label('程序', 'service') };

export const EXPORT_COLUMNS: Readonly<Record<ExportList, readonly ExportColumn[]>> = {
  ...CARE_COLUMNS,
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
  'duty-seats': [
    column('name', label('席位', 'seat'), { width: 18 }),
    column('role', label('角色', 'role'), { labels: LADDER_ROLE_LABELS }),
    REGION,
    column('voiceNumber', label('语音号码', 'voice number'), { mask: maskedPhone }),
    column('answeredAt', label('最近核对接通', 'last answered'), { width: 18 }),
    column('keepsRota', label('排班', 'keeps a rota'), { labels: YES_NO, width: 8 }),
    column('active', label('启用', 'in use'), { labels: YES_NO, width: 8 }),
    ID,
  ],
  accounts: [
    column('username', label('用户名', 'user name')),
    column('name', label('姓名', 'name')),
    column('kind', label('类型', 'kind'), { labels: ACCOUNT_KINDS, width: 10 }),
    column('roles', label('角色', 'roles'), { labels: ROLE_LABELS, width: 28 }),
    column('regions', label('角色所在区划', 'regions of the roles'), { width: 28 }),
    column('waiting', label('待同意的角色', 'roles that wait'), { labels: ROLE_LABELS }),
    column('hasTotp', label('动态口令', 'second factor'), { labels: YES_NO, width: 10 }),
    column('disabled', label('已停用', 'disabled'), { labels: YES_NO, width: 8 }),
    ID,
  ],
  audit: [
    column('at', label('时间', 'at'), { width: 20 }),
    column('actor', label('操作人', 'by'), { width: 18 }),
    column('actorId', label('操作人编号', 'id of the account'), { width: 24 }),
    column('action', label('操作', 'action'), { width: 24 }),
    column('subjectKind', label('对象', 'about'), { labels: AUDIT_SUBJECT_KIND_LABELS }),
    column('subjectId', label('对象编号', 'id of it'), { width: 24 }),
    REGION,
    column('details', label('内容', 'details'), { width: 40 }),
    ID,
  ],
  'device-work': [
    column('kind', label('待办', 'work'), { labels: DEVICE_WORK_LABELS }),
    column('device', label('设备编号', 'device'), { width: 24 }),
    column('role', label('设备类型', 'role'), { labels: DEVICE_ROLE_LABELS }),
    REGION,
    column('home', label('住所', 'home'), { width: 18 }),
    SENIOR,
    column('room', label('安装位置', 'room')),
    column('since', label('自', 'since'), { width: 18 }),
    column('dueAt', label('期限', 'due'), { width: 18 }),
    column('late', label('已逾期', 'late'), { labels: YES_NO, width: 8 }),
    column('owner', label('负责人', 'owner')),
  ],
  'follow-ups': [
    ...FOLLOW_UP,
    column('number', label('求助编号', 'case')),
    column('class', label('类别', 'class'), { labels: CLASS_LABELS }),
    column('outcome', label('结果', 'outcome'), { labels: OUTCOME_LABELS }),
    column('closedAt', label('办结时间', 'closed at'), { width: 18 }),
    column('owner', label('负责人', 'owner')),
    ID,
  ],
};

/** One row under its columns. What is unknown is left empty. */
export function cellsOf(
  columns: readonly ExportColumn[],
  row: ExportRow,
  { inFull, language }: { readonly inFull: boolean; readonly language: Language },
): readonly (string | number | null)[] {
  return columns.map(({ key, mask, labels, isMoney }) => {
    const value = row[key] ?? null;
    if (value === null) return null;
    const labelled = (one: string | number | boolean): string => labels?.[String(one)]?.[language] ?? String(one);
    const shown = (one: string | number | boolean): string =>
      mask !== null && !inFull ? mask(String(one)) : labelled(one);
    if (typeof value === 'object') return value.map(shown).join('、');
    if (mask !== null && !inFull) return shown(value);
    return typeof value === 'number' ? (isMoney ? value / 100 : value) : labelled(value);
  });
}
