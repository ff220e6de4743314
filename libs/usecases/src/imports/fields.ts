import { label, type ImportKind, type Label } from '@silverbell/vocabulary';
import { bareHeading } from './cells.js';

export interface ImportField {
  readonly name: string;
  /** As a template writes it. */
  readonly heading: Label;
  /** Other headings it is known under. */
  readonly also: readonly string[];
  readonly isRequired: boolean;
  /** What may be written; for the template's second sheet. */
  readonly hint: Label | null;
}

const field = (name: string, zh: string, en: string, also: string, hint: Label | null = null): ImportField => ({
  ...{ name, heading: label(zh, en), also: also.split(' ').filter((one) => one !== ''), isRequired: false, hint },
});
const required = (one: ImportField): ImportField => ({ ...one, isRequired: true });

const ID = field('id', '编号', 'id', '代码 编码 ID号');
const COUNTY = field('county', '县（市、区）', 'county', '县 区县 县区 县市区 所属县 旗');
const TOWN = field('town', '乡镇（街道）', 'town', '乡镇 镇 街道 乡镇街道 所属乡镇 所属街道 街道乡镇 乡 苏木');
const VILLAGE = field(
  'village',
  '村（社区）',
  'village',
  '村 社区 村社区 行政村 村居 村委会 所属村 所属社区 居委会 村民委员会 嘎查',
);
const REGION = field(
  'region',
  '所属区划',
  'region',
  '区划 区划名称 所属区域 区域 regionId regionName 所在区划 行政区划',
);
const LNG = field('lng', '经度', 'longitude', 'lng lon x坐标 东经 经度E');
const LAT = field('lat', '纬度', 'latitude', 'lat y坐标 北纬 纬度N');
const COORDINATES = field(
  'coordinates',
  '坐标',
  'coordinates',
  '经纬度 位置坐标 gps 定位',
  label('经度,纬度', 'longitude,latitude'),
);
const PHONE = field('phone', '联系电话', 'phone', '电话 手机 手机号 手机号码 电话号码 本人电话 联系方式 老人电话');
const ADDRESS = field(
  'address',
  '详细地址',
  'address',
  '地址 住址 家庭住址 居住地址 现住址 家庭地址 门牌号 门牌 addressWords 现居住地址 居住地',
);
const NAME = (zh: string, en: string, also: string): ImportField =>
  required(field('name', zh, en, `姓名 名称 name ${also}`));
const PLACE = [LNG, LAT, COORDINATES];
const WHERE = [COUNTY, TOWN, VILLAGE, REGION];
const YES_NO = label('是 / 否', 'yes / no');

const REGIONS: readonly ImportField[] = [
  NAME('区划名称', 'name', '村名 区划'),
  field('parent', '上级区划', 'parent', '上级 上级名称 所属上级 parentId parentName 隶属 上级区划名称 父级'),
  field(
    'levelName',
    '级别',
    'level',
    '级别名称 区划级别 层级名称 levelName 行政级别 类型',
    label('县、乡镇、村……', 'county, town, village …'),
  ),
  field('levelNo', '级别序号', 'level number', '层级 级次 levelNo'),
  ...PLACE,
  { ...ID, also: [...ID.also, '区划代码', '行政区划代码'] },
];

const FACILITIES: readonly ImportField[] = [
  NAME('设施名称', 'name', '站点名称 机构名称 站点 设施'),
  required(field('type', '设施类型', 'type', '类型 类别 站点类型 机构类型 设施类别')),
  ...WHERE,
  field('level', '等级', 'level', '级别 设施等级'),
  field('parent', '上级设施', 'parent', '上级 所属中心 上级站点 parentId'),
  field('operator', '运营单位', 'operator', '运营方 运营机构 管理单位 主办单位'),
  PHONE,
  ADDRESS,
  ...PLACE,
  field('functions', '服务功能', 'functions', '功能 服务内容 服务项目'),
  field('capacity', '床位数', 'capacity', '容量 床位 可容纳人数 核定床位'),
  field('hours', '开放时间', 'hours', '营业时间 服务时间'),
  ID,
];

const PEOPLE: readonly ImportField[] = [
  NAME('姓名', 'name', '老人姓名 老年人姓名 服务对象 服务对象姓名 户主 户主姓名 seniorName'),
  field(
    'idNumber',
    '身份证号',
    'identity number',
    '身份证 身份证号码 公民身份号码 证件号码 证件号 老人身份证号 身份证件号码',
  ),
  field('birthDate', '出生日期', 'birth date', '出生年月日 生日 出生年月 出生'),
  field('gender', '性别', 'gender', 'sex', label('男 / 女', 'male / female')),
  PHONE,
  ...WHERE,
  ADDRESS,
  ...PLACE,
  field(
    'positionSource',
    '坐标来源',
    'position source',
    '位置来源',
    label('实测 / 地图点选 / 地址解析', 'surveyed / map-click / geocoded'),
  ),
  field('registrationRegion', '户籍地', 'registered in', '户籍 户口所在地 户籍所在地 户籍地址'),
  field('homeLabel', '住所简称', 'home label', '住所 住所名称 label 片区 小区'),
  field('homeId', '住所编号', 'home id', '户号 住户编号 家庭编号 户编号'),
  field('floorNo', '楼层', 'floor', '所在楼层 层'),
  field('hasLift', '有无电梯', 'lift', '电梯 是否有电梯', YES_NO),
  field('hazards', '环境风险', 'hazards', '风险 安全隐患 危险因素'),
  field('doorTag', '门牌码', 'door tag', '门牌二维码 二维码编号'),
  field('entryCode', '门锁密码', 'entry code', '门禁密码 开门密码 密码锁'),
  field('entryNote', '进门说明', 'entry note', '入户说明 备注说明'),
  field(
    'verifyBy',
    '核实方式',
    'verify by',
    '核实',
    label('语音 / 文字 / 信号 / 上门', 'voice / text / signal / visit'),
  ),
  field('dispatchFirst', '先派单', 'dispatch first', '直接派单', YES_NO),
  field('languages', '语言', 'languages', '方言 使用语言'),
  field('hearing', '听力', 'hearing', '听力情况 听力状况'),
  field('dementia', '认知障碍', 'dementia', '失智 痴呆 是否失智', YES_NO),
  field('electricMedicalDevice', '用电医疗设备', 'electric medical device', '医疗设备 用电设备'),
  field(
    'careCategories',
    '关爱类别',
    'care categories',
    '类别 老人类别 人员类别 老年人类别 关爱对象类别 类型',
    label('留守、独居、失能、空巢、计划生育特殊家庭', 'left-behind, living-alone …'),
  ),
  field(
    'economicClass',
    '经济状况',
    'economic class',
    '经济类别 困难类别 救助类别 困难类型',
    label('三无、低保、低保边缘、特困、其他', 'three-noes, subsistence …'),
  ),
  field('healthNotes', '健康状况', 'health', '健康 病史 疾病 身体状况 健康情况'),
  field(
    'contactName',
    '联系人姓名',
    'contact name',
    '联系人 紧急联系人 紧急联系人姓名 家属姓名 家属 联系人1 联系人一 监护人',
  ),
  field('contactRelation', '与老人关系', 'relation', '关系 与本人关系 联系人关系 与老年人关系 联系人1关系'),
  field(
    'contactPhone',
    '联系人电话',
    'contact phone',
    '紧急联系人电话 家属电话 紧急联系电话 联系人手机 联系人联系电话 联系人1电话 紧急联系人手机',
  ),
  field('contactMayDecide', '可否代为决定', 'may decide', '可代为决定', YES_NO),
  field('contact2Name', '联系人2姓名', 'contact 2 name', '联系人2 联系人二 第二联系人'),
  field('contact2Relation', '联系人2关系', 'contact 2 relation', '第二联系人关系'),
  field('contact2Phone', '联系人2电话', 'contact 2 phone', '第二联系人电话 联系人二电话'),
  { ...ID, also: [...ID.also, '老人编号', '档案号', '老人代码', '老年人编号'] },
];

const HELPERS: readonly ImportField[] = [
  NAME('姓名', 'name', '助老员姓名 助老员 网格员 志愿者姓名'),
  required(
    field(
      'kind',
      '人员类别',
      'kind',
      '类别 岗位 身份 职务 类型 人员类型',
      label('助老员 / 网格员 / 邻居 / 志愿者 / 护理员 / 村医 / 社工', 'aide / grid-worker …'),
    ),
  ),
  required(PHONE),
  required(field('birthDate', '出生日期', 'birth date', '出生年月日 生日 出生年月')),
  field('idNumber', '身份证号', 'identity number', '身份证 身份证号码 公民身份号码'),
  ...WHERE,
  ADDRESS,
  ...PLACE,
  field('languages', '语言', 'languages', '方言'),
  field('nightCalls', '夜间可出动', 'night calls', '夜间 夜间值班 夜班', YES_NO),
  field('canLift', '能否搀扶搬抬', 'can lift', '可搬抬 搬抬', YES_NO),
  field(
    'transport',
    '交通工具',
    'transport',
    '出行方式 交通方式',
    label('步行 / 自行车 / 电动车 / 汽车', 'walk / bicycle / e-bike / car'),
  ),
  field('healthUntil', '健康证有效期', 'health certificate until', '健康证 健康证到期 健康证有效期至'),
  field('firstAidUntil', '急救证有效期', 'first aid until', '急救证 急救证到期 急救证有效期至 红十字救护员证'),
  field(
    'carerUntil',
    '居家养老服务资格证有效期',
    'carer certificate until',
    '资格证有效期 居家养老服务资格证 养老护理员证',
  ),
  field('physicianUntil', '医师证有效期', 'physician until', '医师证 执业医师证 乡村医生证'),
  ID,
];

const DEVICES: readonly ImportField[] = [
  required({
    ...ID,
    heading: label('设备编号', 'device id'),
    also: [...ID.also, '设备号', '序列号', 'sn', 'imei', 'deviceid', '设备id', '设备序列号'],
  }),
  required(field('role', '设备类型', 'role', '类型 设备种类 设备名称 用途')),
  field('profile', '协议', 'profile', '接入协议'),
  field('homeId', '住所编号', 'home id', '户号 住户编号 家庭编号'),
  field('name', '老人姓名', 'senior', '姓名 使用人 佩戴人 老人 老年人姓名'),
  field('idNumber', '老人身份证号', 'identity number of the senior', '身份证号 身份证 身份证号码'),
  ...WHERE,
  ADDRESS,
  field('room', '安装位置', 'room', '房间 位置 安装房间'),
  field('hubId', '所属网关', 'hub', '网关编号 网关'),
  field('childName', '网关内名称', 'name at the hub', '子设备名称 子设备'),
];

export const IMPORT_FIELDS: Readonly<Record<ImportKind, readonly ImportField[]>> = {
  regions: REGIONS,
  facilities: FACILITIES,
  people: PEOPLE,
  helpers: HELPERS,
  devices: DEVICES,
};

const known = (kind: ImportKind): ReadonlyMap<string, string> => {
  const names = new Map<string, string>();
  const add = (heading: string, name: string): void => {
    if (!names.has(bareHeading(heading))) names.set(bareHeading(heading), name);
  };
  const fields = IMPORT_FIELDS[kind];
  for (const { name, heading } of fields) {
    add(heading['zh-CN'], name);
    add(name, name);
    add(heading.en, name);
  }
  for (const { name, also } of fields) for (const other of also) add(other, name);
  return names;
};

const KNOWN: Readonly<Record<ImportKind, ReadonlyMap<string, string>>> = {
  regions: known('regions'),
  facilities: known('facilities'),
  people: known('people'),
  helpers: known('helpers'),
  devices: known('devices'),
};

const isField = (kind: ImportKind, name: string): boolean => IMPORT_FIELDS[kind].some((one) => one.name === name);

/** A person said that a column is not to be read. */
const IGNORED = 'ignored';

/** What a heading stands for: as a person said of this or an earlier file, else as it is usually called. `null`: not read. */
export function fieldOf(kind: ImportKind, heading: string, mapping: ReadonlyMap<string, string>): string | null {
  const bare = bareHeading(heading);
  const chosen = mapping.get(bare);
  if (bare === '' || chosen === IGNORED) return null;
  return chosen !== undefined && isField(kind, chosen) ? chosen : (KNOWN[kind].get(bare) ?? null);
}
