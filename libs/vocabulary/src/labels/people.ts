import type * as codes from '../codes/people.js';
import { label, type Labels } from '../label.js';

export const ERASE_REASON_LABELS: Labels<codes.EraseReason> = {
  'own-wish': label('本人要求', 'Her own wish'),
  'guardian-wish': label('监护人要求', "Her guardian's wish"),
  'left-the-service': label('已退出服务', 'She left the service'),
  'time-limit': label('保存期限已满', 'The time limit for keeping is over'),
  order: label('主管部门要求', 'Ordered by an authority'),
};

export const LEGAL_HOLD_REASON_LABELS: Labels<codes.LegalHoldReason> = {
  dispute: label('争议或索赔', 'A dispute or a claim'),
  accident: label('事故调查', 'An accident is examined'),
  investigation: label('有关部门调查', 'An authority investigates'),
  'court-order': label('法院要求', 'Ordered by a court'),
  complaint: label('投诉处理', 'A complaint is examined'),
};

export const LEGAL_HOLD_RELEASE_REASON_LABELS: Labels<codes.LegalHoldReleaseReason> = {
  settled: label('事项已了结', 'The matter is settled'),
  'order-withdrawn': label('要求已撤回', 'The order was withdrawn'),
  'time-over': label('保全期限已满', 'Its time is over'),
  'placed-in-error': label('误设', 'It was placed in error'),
};

export const ROLE_LABELS: Labels<codes.Role> = {
  admin: label('管理员', 'Administrator'),
  lead: label('班长', 'Lead operator'),
  operator: label('坐席', 'Operator'),
  helper: label('助老员', 'Helper'),
  family: label('家属', 'Family'),
  supervisor: label('监管', 'Supervisor'),
  auditor: label('审计管理员', 'Auditor'),
};
