import type * as codes from '../codes/care.js';
import { label, type Labels } from '../label.js';

export const PROVIDER_KIND_LABELS: Labels<codes.ProviderKind> = {
  company: label('企业', 'Company'),
  ngo: label('社会组织', 'Non-profit organisation'),
  institution: label('养老机构', 'Care institution'),
  village: label('村（社区）组织', 'Village or community'),
};

export const PROVIDER_STANDING_LABELS: Labels<codes.ProviderStanding> = {
  good: label('正常', 'Good'),
  warned: label('已警告', 'Warned'),
  barred: label('禁止签约', 'Barred from contracts'),
};

export const PAY_BASIS_LABELS: Labels<codes.PayBasis> = {
  delivered: label('按实际服务', 'By what was delivered'),
  approved: label('按审批时长', 'By what was approved'),
};

export const LOCAL_CLASS_LABELS: Labels<codes.LocalClass> = {
  able: label('能力完好', 'Able'),
  'semi-disabled': label('半失能', 'Semi-disabled'),
  disabled: label('失能', 'Disabled'),
};

export const ENTITLEMENT_STATE_LABELS: Labels<codes.EntitlementState> = {
  pending: label('待生效', 'Not begun yet'),
  active: label('享受中', 'Active'),
  suspended: label('暂停', 'Suspended'),
  ended: label('已终止', 'Ended'),
};

export const PAYEE_KIND_LABELS: Labels<codes.PayeeKind> = {
  provider: label('服务组织', 'Provider'),
  institution: label('养老机构', 'Institution'),
};

export const SUSPENSION_REASON_LABELS: Labels<codes.SuspensionReason> = {
  hospital: label('住院', 'In hospital'),
  away: label('外出', 'Away'),
  investigation: label('核查中', 'Under investigation'),
};

export const ENTITLEMENT_END_LABELS: Labels<codes.EntitlementEnd> = {
  death: label('死亡', 'Death'),
  'moved-out': label('迁出本区', 'Moved out of the county'),
  'class-lost': label('不再属于保障对象', 'Economic class lost'),
  'ability-lost': label('能力等级变化', 'Ability class lost'),
  'institution-payee': label('转为机构养老', 'Paid to an institution instead'),
  'own-wish': label('本人放弃', 'Own wish'),
};

export const ENTITLEMENT_NOTICE_LABELS: Labels<codes.EntitlementNotice> = {
  ended: label('终止备案', 'End noted'),
  family: label('已告知家属', 'Family told'),
  moved: label('迁入备案', 'Move noted'),
};

export const ENTITLEMENT_STEP_LABELS: Labels<codes.EntitlementStepType> = {
  begun: label('开始', 'Begun'),
  suspended: label('暂停', 'Suspended'),
  resumed: label('恢复', 'Resumed'),
  ended: label('终止', 'Ended'),
  moved: label('迁移', 'Moved'),
  acknowledged: label('备案', 'Noted'),
};

export const VILLAGE_MEASURE_LABELS: Labels<codes.VillageMeasure> = {
  'seniors-served': label('接受上门服务的老人', 'Seniors who were served'),
  'visits-done': label('完成的走访', 'Welfare visits done'),
};

export const AID_LABELS: Labels<codes.Aid> = {
  meals: label('助餐', 'Meals'),
  medical: label('助医', 'Medical help'),
  cleaning: label('助洁', 'Cleaning'),
  bathing: label('助浴', 'Bathing'),
  shopping: label('助购', 'Shopping'),
  recreation: label('助娱', 'Recreation'),
  urgent: label('助急', 'Urgent help'),
  mobility: label('助行', 'Mobility'),
  comfort: label('精神慰藉', 'Comfort'),
};

export const CATALOGUE_UNIT_LABELS: Labels<codes.CatalogueUnit> = {
  hour: label('小时', 'Hour'),
  time: label('次', 'Time'),
  meal: label('餐', 'Meal'),
  month: label('月', 'Month'),
};

export const ELIGIBILITY_CONDITION_LABELS: Labels<codes.EligibilityCondition> = {
  age: label('年满 60 周岁（以当地设置为准）', 'Old enough: 60 unless the region says otherwise'),
  registration: label('本区县户籍', 'Household registration in the county'),
  class: label('属于保障对象且证明有效', 'An economic class that is provided for, with a valid proof'),
  'living-alone': label('独居：同一社区没有能照料的子女', 'Lives alone: no capable child in the same community'),
};

export const PURCHASE_DOCUMENT_LABELS: Labels<codes.PurchaseDocument> = {
  'application-form': label('申请审批表', 'Application form'),
  'subsistence-certificate': label('最低生活保障证', 'Subsistence certificate'),
  'near-subsistence-file': label('低保边缘资格认定审批档案', 'File of the near-subsistence decision'),
  'three-noes-certificate': label('“三无”证明', 'Three-noes certificate'),
  'id-copy': label('身份证', 'Identity card'),
  'separate-residence-proof': label(
    '与子女不在同一社区居住证明',
    'Proof of living in another community than the children',
  ),
};
