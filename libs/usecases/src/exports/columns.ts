import {
  AUDIT_SUBJECT_KIND_LABELS,
  CARE_CATEGORY_LABELS,
  CHECK_IN_PROOF_LABELS,
  CLASS_LABELS,
  COMPLAINT_CHANNEL_LABELS,
  COMPLAINT_FINDING_LABELS,
  COMPLAINT_LABELS,
  COMPLAINT_STATE_LABELS,
  DEVICE_ROLE_LABELS,
  DEVICE_STAGE_LABELS,
  DEVICE_WORK_LABELS,
  ECONOMIC_CLASS_LABELS,
  FOLLOW_UP_SUBJECT_LABELS,
  GENDER_LABELS,
  HELPER_KIND_LABELS,
  HELPER_TRANSPORT_LABELS,
  label,
  LADDER_ROLE_LABELS,
  ORDER_MARK_LABELS,
  OUTCOME_LABELS,
  RATING_VALUE_LABELS,
  REPLACED_FOR_LABELS,
  ROLE_LABELS,
  SENIOR_STATUS_LABELS,
  SERVICE_ORDER_STATE_LABELS,
  VERIFICATION_RESULT_LABELS,
  VERIFICATION_STATE_LABELS,
  VERIFICATION_TRIGGER_LABELS,
  VISIT_FREQUENCY_LABELS,
  VISIT_LEVEL_LABELS,
  VISIT_WAY_LABELS,
  VILLAGE_MEASURE_LABELS,
  WELFARE_VISIT_STATE_LABELS,
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

const REGION = column('region', label('区划', 'region'));
const NAME_OF = (key: string, heading: Label): ExportColumn => column(key, heading, { mask: maskedName });
const SENIOR = NAME_OF('senior', label('老年人', 'senior'));
const WORKER = NAME_OF('worker', label('护理员', 'worker'));
const ID = column('id', label('编号', 'id'), { width: 24 });

const PROVIDER = column('provider', label('服务组织', 'provider'), { width: 24 });

/** Of the wire's 1 to 7. */
const WEEKDAYS = {
  ...{ 1: label('一', 'Mon'), 2: label('二', 'Tue'), 3: label('三', 'Wed'), 4: label('四', 'Thu') },
  ...{ 5: label('五', 'Fri'), 6: label('六', 'Sat'), 7: label('日', 'Sun') },
};
const ACCOUNT_KINDS = { person: label('个人', 'person'), service: label('程序', 'service') };
const FOLLOW_UP: readonly ExportColumn[] = [
  column('dueAt', label('应回访时间', 'due'), { width: 18 }),
  column('kind', label('方式', 'way'), {
    labels: { call: label('电话', 'call'), visit: label('上门', 'visit') },
    width: 8,
  }),
  NAME_OF('seniors', label('老年人', 'seniors')),
  REGION,
  column('home', label('住所', 'home'), { width: 18 }),
  column('triedOn', label('未接通的日期', 'tried on'), { width: 18 }),
];

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
  'service-orders': [
    column('day', label('日期', 'day')),
    column('from', label('开始', 'from'), { width: 8 }),
    column('to', label('结束', 'to'), { width: 8 }),
    SENIOR,
    REGION,
    PROVIDER,
    WORKER,
    column('items', label('项目', 'items'), { width: 24 }),
    column('state', label('状态', 'state'), { labels: SERVICE_ORDER_STATE_LABELS }),
    column('delivered', label('服务分钟', 'minutes'), { width: 10 }),
    column('subsidised', label('补贴分钟', 'subsidised minutes'), { width: 10 }),
    column('extra', label('超出分钟', 'extra minutes'), { width: 10 }),
    column('proof', label('签到凭证', 'proof'), { labels: CHECK_IN_PROOF_LABELS }),
    column('marks', label('标记', 'marks'), { labels: ORDER_MARK_LABELS }),
    column('rating', label('评价', 'rating'), { labels: RATING_VALUE_LABELS, width: 10 }),
    ID,
  ],
  complaints: [
    column('day', label('收到日期', 'received')),
    column('kind', label('事由', 'about'), { labels: COMPLAINT_LABELS }),
    column('channel', label('渠道', 'channel'), { labels: COMPLAINT_CHANNEL_LABELS, width: 10 }),
    column('by', label('投诉人', 'by'), { mask: hidden }),
    SENIOR,
    REGION,
    WORKER,
    PROVIDER,
    column('text', label('内容', 'words'), { mask: hidden, width: 40 }),
    column('state', label('状态', 'state'), { labels: COMPLAINT_STATE_LABELS }),
    column('acknowledgeDue', label('受理期限', 'to be acknowledged by')),
    column('answerDue', label('答复期限', 'to be answered by')),
    column('finding', label('结论', 'finding'), { labels: COMPLAINT_FINDING_LABELS }),
    column('answer', label('答复', 'answer'), { mask: hidden, width: 40 }),
    column('rating', label('对答复的评价', 'rating of the answer'), { labels: RATING_VALUE_LABELS, width: 10 }),
    ID,
  ],
  'welfare-visits': [
    column('from', label('期间起', 'from')),
    column('day', label('期间止', 'to')),
    column('level', label('层级', 'level'), { labels: VISIT_LEVEL_LABELS }),
    column('frequency', label('频次', 'frequency'), { labels: VISIT_FREQUENCY_LABELS }),
    SENIOR,
    REGION,
    column('state', label('状态', 'state'), { labels: WELFARE_VISIT_STATE_LABELS }),
    column('way', label('方式', 'way'), { labels: VISIT_WAY_LABELS }),
    column('doneAt', label('走访时间', 'visited at'), { width: 18 }),
    ID,
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
  'care-follow-ups': [
    ...FOLLOW_UP,
    column('about', label('事由', 'about'), { labels: FOLLOW_UP_SUBJECT_LABELS }),
    column('of', label('服务单或投诉编号', 'order or complaint'), { width: 24 }),
    ID,
  ],
  'village-scores': [
    column('day', label('期限', 'deadline')),
    column('village', label('村（社区）', 'village'), { width: 20 }),
    column('measure', label('考核内容', 'measure'), { labels: VILLAGE_MEASURE_LABELS, width: 20 }),
    column('target', label('目标数', 'target'), { width: 10 }),
    column('done', label('完成数', 'done'), { width: 10 }),
    column('fullPoints', label('满分', 'full points'), { width: 8 }),
    column('points', label('得分', 'points'), { width: 8 }),
    column('frozenOn', label('锁定日期', 'frozen on')),
  ],
  'service-plans': [
    SENIOR,
    REGION,
    PROVIDER,
    column('items', label('项目', 'items'), { width: 24 }),
    column('weekdays', label('星期', 'weekdays'), { labels: WEEKDAYS, width: 16 }),
    column('starts', label('开始', 'from'), { width: 8 }),
    column('ends', label('结束', 'to'), { width: 8 }),
    NAME_OF('preferred', label('首选护理员', 'preferred worker')),
    column('firstDay', label('第一天', 'first day')),
    column('lastDay', label('最后一天', 'last day')),
    ID,
  ],
  verifications: [
    column('day', label('提请日期', 'opened')),
    WORKER,
    PROVIDER,
    REGION,
    column('trigger', label('起因', 'opened by'), { labels: VERIFICATION_TRIGGER_LABELS, width: 24 }),
    column('state', label('状态', 'state'), { labels: VERIFICATION_STATE_LABELS }),
    column('dueOn', label('核实期限', 'to be verified by')),
    column('result', label('结论', 'result'), { labels: VERIFICATION_RESULT_LABELS }),
    column('replacedFor', label('更换护理员', 'replaced'), { labels: REPLACED_FOR_LABELS, width: 20 }),
    column('replaceDue', label('更换期限', 'to be replaced by')),
    ID,
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
    const labelled = (one: string | number | boolean): string => labels?.[String(one)]?.[language] ?? String(one);
    const shown = (one: string | number | boolean): string =>
      mask !== null && !inFull ? mask(String(one)) : labelled(one);
    if (typeof value === 'object') return value.map(shown).join('、');
    if (mask !== null && !inFull) return shown(value);
    return typeof value === 'number' ? value : labelled(value);
  });
}
