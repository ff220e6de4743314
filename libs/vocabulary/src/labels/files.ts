import type * as codes from '../codes/files.js';
import { label, type Labels } from '../label.js';

export const POSITION_SOURCE_LABELS: Labels<codes.PositionSource> = {
  surveyed: label('现场测量', 'Surveyed at the door'),
  'map-click': label('地图选点', 'Clicked on the map'),
  geocoded: label('由地址换算', 'From the address'),
  device: label('设备上报', 'From a device'),
  unknown: label('来源不明', 'Not known from where'),
};

export const HAZARD_LABELS: Labels<codes.Hazard> = {
  dog: label('有狗', 'Dog'),
  'gas-bottle': label('煤气瓶', 'Gas bottle'),
  stairs: label('楼梯陡', 'Steep stairs'),
  'coal-stove': label('煤炉', 'Coal stove'),
  'open-well': label('院内有井', 'Open well'),
  'narrow-lane': label('巷子窄，车进不去', 'Narrow lane, no car'),
  infection: label('传染病风险', 'Infection'),
  violence: label('暴力风险', 'Violence'),
};

export const GENDER_LABELS: Labels<codes.Gender> = {
  female: label('女', 'Female'),
  male: label('男', 'Male'),
  unknown: label('未登记（性别）', 'Not recorded'),
};

export const HEARING_LABELS: Labels<codes.Hearing> = {
  good: label('听力正常', 'Hears well'),
  'hard-of-hearing': label('听力下降', 'Hard of hearing'),
  deaf: label('失聪', 'Deaf'),
  unknown: label('未登记（听力）', 'Not recorded'),
};

export const CARE_CATEGORY_LABELS: Labels<codes.CareCategory> = {
  'left-behind': label('留守', 'Left behind'),
  'living-alone': label('独居', 'Living alone'),
  disabled: label('失能', 'Disabled'),
  'lost-only-child': label('计划生育特殊家庭', 'Family that lost its only child'),
  'empty-nest': label('空巢', 'Empty nest'),
};

export const ECONOMIC_CLASS_LABELS: Labels<codes.EconomicClass> = {
  'three-noes': label('三无', 'Three noes'),
  subsistence: label('低保', 'Subsistence allowance'),
  'near-subsistence': label('低保边缘', 'Near subsistence'),
  destitute: label('特困', 'Destitute'),
  other: label('其他（经济类别）', 'Other'),
};

export const SENIOR_STATUS_LABELS: Labels<codes.SeniorStatus> = {
  active: label('在册', 'Registered'),
  suspended: label('暂停服务', 'Suspended'),
  moved: label('已迁出', 'Moved away'),
  deceased: label('已登记去世', 'Registered as deceased'),
};

export const PROTECTION_FLAG_LABELS: Labels<codes.ProtectionFlag> = {
  'suspected-abuse': label('疑似受侵害', 'Abuse suspected'),
  violence: label('家庭暴力', 'Violence'),
  'financial-abuse': label('财产侵占', 'Financial abuse'),
  neglect: label('疏于照料', 'Neglect'),
};

export const NOTICE_LEVEL_LABELS: Labels<codes.NoticeLevel> = {
  'every-press': label('每次求助都通知', 'Told of every press'),
  'at-risk': label('有风险时通知', 'Told when she is at risk'),
  'ending-only': label('办结时通知', 'Told of the ending'),
};

export const CONSENT_PURPOSE_LABELS: Labels<codes.ConsentPurpose> = {
  device: label('使用设备', 'To use a device'),
  position: label('使用位置', 'To use the position'),
  family: label('告知家属', 'To tell the family'),
  helper: label('告知助老员', 'To tell helpers'),
  key: label('使用钥匙进门', 'To enter with a key'),
  force: label('紧急时破门', 'To break the door in an emergency'),
  recording: label('通话录音', 'To record calls'),
  'listening-in': label('远程旁听', 'To listen in'),
  photo: label('拍照留存', 'To take photographs'),
  research: label('用于研究', 'To use in research'),
};

export const KEY_HOLDER_KIND_LABELS: Labels<codes.KeyHolderKind> = {
  contact: label('联系人', 'Contact'),
  neighbour: label('邻居', 'Neighbour'),
  station: label('服务站', 'Station'),
  'property-office': label('物业', 'Property office'),
};

export const KEY_STEP_LABELS: Labels<codes.KeyStep> = {
  deposited: label('交存', 'Deposited'),
  'handed-over': label('转交', 'Handed over'),
  fits: label('试开成功', 'Tried: it fits'),
  'does-not-fit': label('试开失败', 'Tried: it does not fit'),
  returned: label('归还', 'Returned'),
  'holder-deceased': label('保管人去世', 'Its holder died'),
};

export const REVEAL_PURPOSE_LABELS: Labels<codes.RevealPurpose> = {
  emergency: label('紧急救助', 'Emergency'),
  service: label('提供服务', 'Service'),
  correction: label('更正资料', 'Correction of the file'),
  complaint: label('处理投诉', 'Complaint'),
  legal: label('依法要求', 'Required by law'),
  audit: label('审计', 'Audit'),
};

export const REVEAL_FIELD_LABELS: Labels<codes.RevealField> = {
  idNumber: label('身份证号', 'Identity number'),
  phone: label('电话', 'Telephone'),
  address: label('地址', 'Address'),
  entryCode: label('门锁密码', 'Entry code'),
  health: label('健康情况', 'Health'),
};

export const FILE_WARNING_LABELS: Labels<codes.FileWarning> = {
  'twin-address': label('同一地址已登记另一处住所', 'Another home is on file at this address'),
  'same-name-same-address': label('同一地址已有同名老人', 'A person of this name is on file at this address'),
  'unknown-area': label('身份证号的地区码不在名录中', 'The area of the identity number is not in the list'),
  'under-60': label(
    '未满 60 周岁：可佩戴设备，不享受购买服务',
    'Under 60: may wear a device, is not eligible for purchased care',
  ),
  'region-differs': label('所属区划与住所不一致', 'Her region is not that of her home'),
  'registered-elsewhere': label('户籍不在本县：不影响报警', 'Registered elsewhere: alerts are the same'),
  'no-phone': label('没有登记电话', 'No telephone on file'),
  'phone-unusual': label('电话号码格式少见，请核对', 'An unusual telephone number; please check it'),
};

export const ID_NUMBER_PROBLEM_LABELS: Labels<codes.IdNumberProblem> = {
  form: label('身份证号须为 18 位数字，末位可为 X', 'An identity number has 18 digits, the last may be X'),
  'fifteen-digits': label(
    '15 位旧身份证号不再使用，请按现行证件填写 18 位号码',
    'Identity numbers of 15 digits are in use no more; please copy the 18 from the present card',
  ),
  'birth-date': label('身份证号中的出生日期不存在', 'The birth date in the identity number does not exist'),
  'check-digit': label(
    '身份证号校验位不符，请核对',
    'The check digit of the identity number is wrong; please check it',
  ),
};
