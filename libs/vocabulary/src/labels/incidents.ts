import type * as codes from '../codes/incidents.js';
import { label, type Labels } from '../label.js';

export const PHASE_LABELS: Labels<codes.Phase> = {
  waiting: label('待受理', 'Waiting'),
  attended: label('已受理', 'Attended'),
  searching: label('派单中', 'Searching'),
  responding: label('赶往中', 'On the way'),
  'on-scene': label('已到场', 'On scene'),
  handled: label('已处置', 'Handled'),
  closed: label('已办结', 'Closed'),
  archived: label('已归档', 'Archived'),
};

export const CLASS_LABELS: Labels<codes.IncidentClass> = {
  A: label('按铃（先核实）', 'Press, verify first'),
  B: label('人员有险（立即派单）', 'Person at risk, dispatch at once'),
  C: label('火情燃气', 'Fire and gas'),
  D: label('静默求助', 'Silent alarm'),
  E: label('走失', 'Lost person'),
  F: label('异常征兆', 'Soft signs'),
  G: label('呼救途径中断', 'The way to call is lost'),
  W: label('工作事项', 'Work item'),
};

export const VERDICT_LABELS: Labels<codes.VerdictCode> = {
  unknown: label('待核实', 'Not verified yet'),
  real: label('属实，需要救助', 'Real, help is needed'),
  'no-answer': label('联系不上（按属实处理）', 'No answer (treated as real)'),
  unclear: label('情况不明（按属实处理）', 'Unclear (treated as real)'),
  duress: label('疑似受胁迫或侵害', 'Possible duress or abuse'),
  'non-urgent': label('非紧急求助', 'Not urgent'),
  'false-alarm': label('误触误报', 'False alarm'),
  test: label('测试', 'Test'),
};

export const FALSE_ALARM_CAUSE_LABELS: Labels<codes.FalseAlarmCause> = {
  'accidental-press': label('误触', 'Pressed by accident'),
  'other-person': label('他人按下', 'Pressed by somebody else'),
  pet: label('宠物触发', 'Set off by a pet'),
  'cooking-steam': label('油烟蒸汽', 'Cooking fumes or steam'),
  fireworks: label('烟花爆竹', 'Fireworks'),
  'device-fault': label('设备误报', 'Device fault'),
  'device-dropped': label('设备跌落', 'Device was dropped'),
  'rule-too-tight': label('规则阈值不当', 'Rule set too tight'),
  unknown: label('原因不明', 'Cause unknown'),
};

export const OUTCOME_LABELS: Labels<codes.OutcomeCode> = {
  'self-resolved': label('自行缓解', 'Resolved by itself'),
  reassured: label('电话安抚', 'Reassured by phone'),
  'helped-up': label('协助起身', 'Helped up'),
  assisted: label('现场协助', 'Assisted on scene'),
  'first-aid': label('现场急救处理', 'First aid on scene'),
  'checked-safe': label('上门见到本人平安', 'Visited and seen safe'),
  'safe-elsewhere': label('本人在外平安', 'Safe elsewhere'),
  'help-refused': label('本人拒绝救助', 'Help refused by the senior'),
  'hospital-by-others': label('家属或助老员送医', 'Taken to hospital by family or helper'),
  'ambulance-transported': label('120接走', 'Taken by ambulance (120)'),
  'ambulance-not-transported': label('120到场未转运', 'Ambulance came, not transported'),
  'fire-handled': label('119处置', 'Handled by the fire service (119)'),
  'police-handled': label('110处置', 'Handled by the police (110)'),
  'utility-handled': label('水电气抢修处置', 'Handled by a utility crew'),
  'family-took-over': label('家属到场接手', 'Family present and took over'),
  'found-and-returned': label('走失寻回', 'Found and brought back'),
  'missing-with-police': label('走失未寻获，移交公安', 'Not found, handed to the police'),
  deceased: label('去世（医生、120或公安确认）', 'Deceased (stated by a doctor, 120 or the police)'),
  'false-press': label('误触', 'Pressed by accident'),
  'false-device': label('设备误报', 'False alarm of the device'),
  test: label('测试', 'Test'),
  drill: label('演练', 'Drill'),
  'service-requested': label('转日常服务', 'Turned into a service order'),
  enquiry: label('咨询答复', 'Enquiry answered'),
  misuse: label('他人误用或骚扰', 'Misuse by somebody else'),
  'device-repaired': label('设备故障已处理', 'Device repaired'),
  restored: label('已恢复在线', 'Back online'),
  'maintenance-planned': label('计划检修', 'Planned maintenance'),
  'device-claimed': label('未登记设备已认领', 'Unregistered device claimed'),
  referred: label('转介有关部门', 'Referred to a department'),
  transferred: label('移交其他中心', 'Transferred to another centre'),
  merged: label('并入其他事件', 'Merged into another case'),
  'opened-in-error': label('误立案', 'Opened in error'),
};

export const DESTINATION_CHOICE_LABELS: Labels<codes.DestinationChoice> = {
  home: label('住所', 'Home'),
  fix: label('最新定位', 'Fresh position'),
  away: label('临时住址', 'Away address'),
};

/** In front of every text about a drill or a device test, so that it is never taken for an emergency (H13). */
export const PRACTICE_MARKS: Labels<codes.PracticeKind> = {
  drill: label('【演练】', '[DRILL] '),
  test: label('【测试】', '[TEST] '),
};

export const ACTION_LABELS: Labels<codes.Action> = {
  attend: label('受理', 'Attend'),
  release: label('放回', 'Release'),
  'take-over': label('接管', 'Take over'),
  'hand-over': label('移交', 'Hand over'),
  verdict: label('核实结论', 'Verdict'),
  destination: label('前往地点', 'Destination'),
  offer: label('向选中的人派单', 'Offer to the selected'),
  wave: label('派单', 'Dispatch'),
  hold: label('挂起', 'Hold'),
  shelve: label('搁置', 'Shelve'),
  protocol: label('协议卡', 'Protocol card'),
  call: label('记录通话', 'Record a call'),
  'agency-call': label('外呼救援', 'Emergency service'),
  'emergency-decision': label('急救决定', 'Emergency decision'),
  'entry-code': label('告知门锁密码', 'Tell the entry code'),
  'roll-call': label('点名', 'Roll-call'),
  note: label('备注', 'Note'),
  close: label('办结', 'Close case'),
};
