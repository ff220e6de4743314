import type * as codes from './codes.js';

/** A code in the two interface languages. The Chinese words are those of safety.md section 4. */
export interface Label {
  readonly 'zh-CN': string;
  readonly en: string;
}
export type Language = keyof Label;

const label = (zh: string, en: string): Label => ({ 'zh-CN': zh, en });
type Labels<Code extends string> = Readonly<Record<Code, Label>>;

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

export const VERDICT_LABELS: Labels<codes.Verdict> = {
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

export const OUTCOME_LABELS: Labels<codes.Outcome> = {
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

export const DECLINE_REASON_LABELS: Labels<codes.DeclineReason> = {
  'not-said': label('不说明', 'No reason given'),
  'too-far': label('太远', 'Too far'),
  'with-another-senior': label('正在服务他人', 'With another senior'),
  away: label('不在本地', 'Away'),
  unfit: label('身体不适或已饮酒', 'Unwell, or had a drink'),
  'no-transport': label('无交通工具', 'No transport'),
  'weather-or-road': label('天气或道路不通', 'Weather or road'),
  'alone-at-night': label('夜间不便独行', 'Not alone at night'),
  unsafe: label('觉得不安全', 'Feels unsafe'),
  'beyond-ability': label('力不能及', 'Beyond my ability'),
  'caring-at-home': label('需照看家人', 'Caring for somebody at home'),
  conflict: label('与当事人不便接触', 'Conflict with the person (seen by leads only)'),
  'someone-there': label('已有人在场', 'Somebody is there already'),
};

export const WITHDRAW_REASON_LABELS: Labels<codes.WithdrawReason> = {
  'accepted-by-mistake': label('误点', 'Accepted by mistake'),
  breakdown: label('车辆故障', 'Vehicle broke down'),
  'weather-or-road': label('道路受阻', 'Road blocked'),
  'cannot-find': label('找不到地址', 'Cannot find the address'),
  unfit: label('身体不适', 'Unwell'),
  'urgent-elsewhere': label('途中另有急事', 'Urgent matter elsewhere'),
  unsafe: label('现场不安全', 'Scene is unsafe'),
  'beyond-ability': label('力不能及', 'Beyond my ability'),
  conflict: label('不便接触', 'Conflict with the person'),
  relieved: label('已有人接替', 'Relieved by somebody'),
};

export const SCENE_CODE_LABELS: Labels<codes.SceneCode> = {
  'no-reply-at-door': label('敲门无应答', 'No reply at the door'),
  'no-access': label('无法进入', 'Cannot get in'),
  'nobody-home': label('屋内无人', 'Nobody at home'),
  'wrong-address': label('地址不符', 'Wrong address'),
  unresponsive: label('呼之不应', 'Does not respond'),
  'need-second-person': label('需加派人手', 'Need a second person'),
  'need-120': label('需要120', 'Need an ambulance (120)'),
  'need-119': label('需要119', 'Need the fire service (119)'),
  'need-110': label('需要110', 'Need the police (110)'),
  'need-key': label('需要钥匙', 'Need the key'),
  danger: label('现场有危险', 'Danger on scene'),
  'helper-needs-help': label('我需要帮助', 'I need help myself'),
};

export const CONDITION_LABELS: Labels<codes.Condition> = {
  fine: label('良好', 'Fine'),
  shaken: label('受惊', 'Shaken'),
  'minor-injury': label('轻伤', 'Minor injury'),
  'needs-doctor': label('需就医', 'Needs a doctor'),
  serious: label('危重', 'Serious'),
  'with-others': label('已由他人照看', 'In the care of others'),
};

export const WORRY_FLAG_LABELS: Labels<codes.WorryFlag> = {
  confused: label('神志不清', 'Confused'),
  'no-food': label('缺食', 'No food'),
  'cold-or-hot': label('室温异常', 'Home too cold or too hot'),
  'fire-risk': label('火患', 'Fire risk'),
  'self-neglect': label('自我忽视', 'Self-neglect'),
  'abuse-suspected': label('疑似受虐', 'Abuse suspected'),
};

export const OFFER_STATE_LABELS: Labels<codes.OfferState> = {
  open: label('等待答复', 'Waiting for an answer'),
  accepted: label('已接单', 'Accepted'),
  declined: label('不接单', 'Declined'),
  over: label('已失效', 'Over'),
};

export const OFFER_OVER_LABELS: Labels<codes.OfferOverReason> = {
  taken: label('已有人接单', 'Somebody else is going'),
  lapsed: label('超时', 'Lapsed'),
  'not-needed': label('核实无需前往', 'Verified: nobody needs to go'),
  recalled: label('坐席撤回', 'Recalled by the operator'),
  replaced: label('改派更近人员', 'A nearer helper was found'),
  'not-delivered': label('未送达', 'Not delivered'),
  suspended: label('账号停用', 'Account suspended'),
  closed: label('已办结', 'Case closed'),
};

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
export const LIFT_REASON_LABELS: Labels<codes.LiftReason> = {
  settled: label('事项已了结', 'The matter is settled'),
  'order-withdrawn': label('要求已撤回', 'The order was withdrawn'),
  'time-over': label('保全期限已满', 'Its time is over'),
  'placed-in-error': label('误设', 'It was placed in error'),
};
export const SUSPEND_REASON_LABELS: Labels<codes.SuspendReason> = {
  allegation: label('受到指控', 'An allegation was made'),
  abuse: label('虐待侵害', 'Abuse'),
  money: label('收费或索要财物', 'Took or asked for money'),
  privacy: label('泄露隐私', 'Broke a confidence'),
  unreliable: label('多次失约', 'Often did not come'),
  unfit: label('身体不适', 'Unwell'),
  'own-request': label('本人要求', 'At her own request'),
};

export const REINSTATE_REASON_LABELS: Labels<codes.ReinstateReason> = {
  unfounded: label('经查不实', 'Looked into, unfounded'),
  settled: label('已处理完毕', 'Looked into, settled'),
  'fit-again': label('身体恢复', 'Well again'),
  'own-request': label('本人要求', 'At her own request'),
  'by-mistake': label('误操作', 'Suspended by mistake'),
};

export const ASSIGNMENT_STATE_LABELS: Labels<codes.AssignmentState> = {
  accepted: label('已接单', 'Accepted'),
  departed: label('已出发', 'On the way'),
  arrived: label('已到场', 'Arrived'),
  finished: label('已完成', 'Finished'),
  withdrawn: label('已退单', 'Withdrawn'),
};

export const ASSIGNMENT_ROLE_LABELS: Labels<codes.AssignmentRole> = {
  primary: label('首接', 'Goes first'),
  backup: label('后备', 'Backup'),
  standby: label('待命', 'Standby'),
};

export const HOLD_REASON_LABELS: Labels<codes.HoldReason> = {
  'senior-calls-back': label('等老人回电', 'Waiting for the senior to call back'),
  'contact-calls-back': label('等联系人回电', 'Waiting for a contact to call back'),
  'helper-coming': label('等助老员', 'Helper is coming'),
  'family-coming': label('家属在途', 'Family is coming'),
  'key-coming': label('等钥匙', 'Key is coming'),
  'waiting-120': label('等120', 'Waiting for 120'),
  'waiting-119': label('等119', 'Waiting for 119'),
  'waiting-110': label('等110', 'Waiting for 110'),
  'waiting-utility': label('等抢修', 'Waiting for the utility crew'),
  watching: label('约定稍后再联系', 'Agreed to get in touch again shortly'),
  handover: label('交接班', 'Shift handover'),
  'technical-check': label('设备排查', 'Technical check'),
};

export const RELEASE_REASON_LABELS: Labels<codes.ReleaseReason> = {
  handover: label('交接', 'Handover'),
  'higher-priority': label('处理更急事件', 'A more urgent case'),
  language: label('语言不通', 'Language'),
  'personal-conflict': label('本人回避', 'Personal conflict'),
  'opened-by-mistake': label('误点', 'Opened by mistake'),
};

export const TAKE_OVER_REASON_LABELS: Labels<codes.TakeOverReason> = {
  'lease-lapsed': label('无人跟进', 'Nobody is following it'),
  'lead-decision': label('班长决定', 'Decision of the lead'),
  language: label('语言', 'Language'),
  overload: label('分流', 'Overload'),
  agreed: label('双方同意', 'Both agreed'),
};

export const SHELVE_REASON_LABELS: Labels<codes.ShelveReason> = {
  'repair-ordered': label('已报修', 'Repair ordered'),
  'replacement-coming': label('待更换', 'Replacement coming'),
  'known-outage': label('已知停电停网', 'Known outage'),
  'installer-on-site': label('安装调试中', 'Installer on site'),
};

export const NO_120_REASON_LABELS: Labels<codes.No120Reason> = {
  'not-medical': label('非医疗', 'Not medical'),
  'senior-declines': label('本人神志清楚并拒绝', 'The senior is lucid and declines'),
  'already-called': label('他人已呼叫', 'Already called by somebody else'),
  'seen-well': label('现场见到平安', 'Seen well on scene'),
  'waiting-eyes': label('助老员3分钟内到场再定', 'Helper on scene within 3 minutes decides'),
};

export const DESTINATION_CHOICE_LABELS: Labels<codes.DestinationChoice> = {
  home: label('住所', 'Home'),
  fix: label('最新定位', 'Fresh position'),
  away: label('临时住址', 'Away address'),
};

export const DESTINATION_REASON_LABELS: Labels<codes.DestinationReason> = {
  'fixed-device': label('设备固定在住所', 'The device is fixed at the home'),
  'fresh-fix': label('定位新且准', 'The position is fresh and precise'),
  'no-fresh-fix': label('无可靠定位', 'No reliable position'),
  'senior-said': label('本人告知', 'The senior said so'),
  'contact-said': label('联系人告知', 'A contact said so'),
  'helper-said': label('助老员告知', 'A helper said so'),
  'known-away': label('已登记外出', 'Registered as away'),
  'operator-judgement': label('坐席判断', "The operator's judgement"),
};

export const OFFER_REASON_LABELS: Labels<codes.OfferReason> = {
  'asked-for': label('本人指名', 'Asked for by the senior'),
  'knows-senior': label('熟悉老人', 'Knows the senior'),
  'nearest-known': label('已知最近', 'Known to be nearest'),
  'has-key': label('持有钥匙', 'Has the key'),
  'second-person': label('加派人手', 'Second person'),
  'operator-judgement': label('坐席判断', "The operator's judgement"),
};

export const CALL_PARTY_LABELS: Labels<codes.CallParty> = {
  senior: label('老人本人', 'Senior'),
  contact: label('联系人', 'Contact'),
  helper: label('助老员', 'Helper'),
  'key-holder': label('钥匙保管人', 'Key holder'),
  other: label('其他', 'Other'),
};

export const CALL_RESULT_LABELS: Labels<codes.CallResult> = {
  'senior-recognised': label('本人接听并核对', 'Senior answered, recognised'),
  'senior-not-recognised': label('自称本人未核对', 'Says she is the senior, not recognised'),
  'other-person': label('他人接听', 'Somebody else answered'),
  child: label('儿童接听', 'A child answered'),
  'distress-heard': label('听到呼救或异响', 'Cries or noises heard'),
  'silent-line': label('接通无声', 'Connected, silent'),
  'no-reply': label('无人接听', 'No reply'),
  busy: label('忙线', 'Busy'),
  rejected: label('拒接', 'Rejected'),
  'switched-off': label('关机或不在服务区', 'Switched off or out of coverage'),
  'invalid-number': label('空号停机', 'Number not in service'),
  voicemail: label('语音信箱', 'Voicemail'),
  'line-fault': label('线路故障', 'Line fault'),
};

export const RECOGNISED_BY_LABELS: Labels<codes.RecognisedBy> = {
  'birth-date': label('核对生日', 'Birth date'),
  address: label('核对住址', 'Address'),
  voice: label('熟悉声音', 'Known voice'),
  'code-word': label('暗语', 'Code word'),
  staff: label('工作人员在旁', 'Staff beside her'),
};

export const AGENCY_SERVICE_LABELS: Labels<codes.AgencyService> = {
  '120': label('120急救', 'Ambulance (120)'),
  '119': label('119消防', 'Fire service (119)'),
  '110': label('110公安', 'Police (110)'),
  utility: label('水电气抢修', 'Utility crew'),
};

export const AGENCY_STATUS_LABELS: Labels<codes.AgencyStatus> = {
  called: label('已呼叫', 'Called'),
  accepted: label('已受理', 'Accepted'),
  'on-the-way': label('已出动', 'On the way'),
  arrived: label('已到场', 'Arrived'),
  'handed-over': label('已交接', 'Handed over'),
  'not-sent': label('未派出', 'Not sent'),
  'stood-down': label('已取消', 'Stood down'),
  'not-needed': label('无需', 'Not needed'),
};

export const EMERGENCY_DECISION_LABELS: Labels<codes.EmergencyDecision> = {
  call: label('呼叫', 'Call'),
  'no-call': label('不呼叫', 'Do not call'),
};

export const ENTRY_WAY_LABELS: Labels<codes.EntryWay> = {
  'opened-by-senior': label('本人开门', 'Opened by the senior'),
  key: label('钥匙', 'Key'),
  'entry-code': label('密码', 'Entry code'),
  neighbour: label('邻居协助', 'With a neighbour'),
  'forced-by-119': label('119破门', 'Forced by 119'),
  'forced-by-110': label('110破门', 'Forced by 110'),
  'already-open': label('门未锁', 'Door was not locked'),
  'not-entered': label('未入户', 'Not entered'),
};

export const FOLLOW_UP_LABELS: Labels<codes.FollowUpResult> = {
  well: label('平安', 'Well'),
  'needs-follow-up': label('需跟进', 'Needs following up'),
  'in-hospital': label('住院中', 'In hospital'),
  'moved-in-with-family': label('随家属居住', 'Moved in with family'),
  complaint: label('有投诉', 'Has a complaint'),
  declined: label('拒访', 'Declined'),
  'not-reached': label('三次未联系上（转上门）', 'Not reached three times (a visit follows)'),
  deceased: label('已去世', 'Deceased'),
};

export const SATISFACTION_LABELS: Labels<codes.Satisfaction> = {
  satisfied: label('满意', 'Satisfied'),
  'rather-satisfied': label('基本满意', 'Rather satisfied'),
  dissatisfied: label('不满意', 'Dissatisfied'),
  'not-rated': label('未评价', 'Not rated'),
};

export const COMPLAINT_LABELS: Labels<codes.Complaint> = {
  late: label('迟到', 'Late'),
  'no-show': label('未到', 'Did not come'),
  attitude: label('态度', 'Attitude'),
  careless: label('操作不当', 'Careless'),
  damage: label('财物损坏', 'Damage'),
  money: label('收费或索要财物', 'Took or asked for money'),
  privacy: label('泄露隐私', 'Breach of privacy'),
  abuse: label('虐待侵害', 'Abuse'),
  device: label('设备', 'Device'),
  operator: label('坐席服务', 'Operator'),
};

export const VERIFY_BY_LABELS: Labels<codes.VerifyBy> = {
  voice: label('语音核实', 'By voice'),
  text: label('文字核实', 'By text'),
  signal: label('灯光或震动核实', 'By light or vibration'),
  visit: label('上门核实', 'By a visit'),
};

export const ALERT_KIND_LABELS: Labels<codes.AlertKind> = {
  sos: label('求助按铃', 'SOS press'),
  fall: label('跌倒', 'Fall'),
  panic: label('静默求助', 'Silent alarm'),
  smoke: label('烟雾', 'Smoke'),
  heat: label('高温火情', 'Heat'),
  gas: label('燃气泄漏', 'Gas'),
  'carbon-monoxide': label('一氧化碳', 'Carbon monoxide'),
  unspecified: label('未知告警', 'Unspecified alarm'),
  inactivity: label('长时间无活动', 'No activity'),
  'bed-exit': label('离床未归', 'Left the bed'),
  wandering: label('走失游荡', 'Wandering'),
  water: label('漏水', 'Water leak'),
  temperature: label('室温异常', 'Room temperature'),
  vital: label('体征异常', 'Vital sign'),
  'geofence-exit': label('离开安全区', 'Left the safe area'),
  'medication-missed': label('漏服药', 'Medication missed'),
  assistance: label('非紧急求助', 'Asks for assistance'),
  impact: label('撞击', 'Impact'),
  removed: label('设备被取下', 'Device taken off'),
  tamper: label('设备被拆动', 'Tamper'),
  offline: label('设备离线', 'Offline'),
  'battery-low': label('电量低', 'Battery low'),
  'power-cut': label('断电', 'Power cut'),
  fault: label('设备故障', 'Fault'),
  cancel: label('设备端取消', 'Cancelled on the device'),
  test: label('测试', 'Test'),
};

/** What the device says aloud or shows; never more than a person has promised (safety.md 4.6). */
export const RECEIPT_STAGE_LABELS: Labels<codes.ReceiptStage> = {
  received: label('信号已收到，正在转接值班人员', 'Your call was received and is being passed to the person on duty'),
  attended: label('值班人员已在处理', 'The person on duty is dealing with it'),
  'calling-you': label('正在给您回电', 'We are calling you back'),
  searching: label('正在找人过去', 'We are looking for somebody to come'),
  'helper-assigned': label('已有人前往', 'Somebody is coming'),
  'helper-changed': label('换人前往，请稍候', 'Somebody else is coming, please wait'),
  'helper-arrived': label('助老员已到', 'The helper has arrived'),
  'emergency-called': label('已呼叫急救，请保持通话', 'The emergency service was called, please stay on the line'),
  'still-trying': label('还在联系，请不要着急', 'We are still trying, please stay calm'),
  closed: label('本次求助已结束，需要时请再按', 'This call is over; press again whenever you need to'),
};

export const DOUBT_LABELS: Labels<codes.Doubt> = {
  'clock-skew': label('设备时钟不准', "The device's clock is wrong"),
  'clock-unreadable': label('设备时间无法识别', "The device's time cannot be read"),
  'no-position': label('无定位', 'No position'),
  'position-implausible': label('定位不可信', 'Position is not plausible'),
  'no-id': label('信号无编号', 'The signal has no id'),
  'unknown-kind': label('告警类型未知', 'Unknown kind of alarm'),
  'field-dropped': label('部分内容无法识别', 'Parts could not be read'),
  unreadable: label('信号内容无法识别', 'The message could not be read'),
  'too-large': label('信号内容过大', 'The message was too large'),
  'unknown-device': label('未登记的设备', 'Unregistered device'),
  'unregistered-child': label('未登记的子设备', 'Unregistered device of this hub'),
  'senior-deceased': label('已注销老人的设备，请确认是谁', 'Device of a deceased senior: ask who it is'),
  'senior-moved': label('老人已搬离', 'The senior has moved away'),
  'senior-suspended': label('老人服务已暂停', "The senior's service is suspended"),
  'device-moved': label('设备疑似搬家', 'The device may have been moved'),
  'device-retired': label('已停用的设备', 'Retired device'),
  'test-outside-window': label('测试标记不在测试时段内', 'Test flag outside a test window'),
  replayed: label('疑似重放的旧信号', 'Possibly an old message replayed'),
  'over-quota': label('信号过于频繁', 'More signals than usual'),
  'two-homes': label('有人两处居住，请核实现在在哪一处', 'Somebody here lives in two homes: ask in which she is now'),
  'two-places': label(
    '定位与登记地点相距超过300米，请核实去哪里',
    'Position and registered place are over 300 m apart: ask where she is',
  ),
  'hub-moved': label(
    '设备疑似搬家（换了网络），请先核实老人现在在哪里',
    'The hub is on another line and may have been moved: ask where she is now',
  ),
  'twin-address': label(
    '同一地址登记了两处住所，请核对是哪一户',
    'Two homes are on file at this address: ask which door it is',
  ),
  'while-away': label(
    '老人登记为外出，请核实是谁按的、人在哪里',
    'On file as away, and yet her device calls: ask who it is, and where',
  ),
};

export const RECEIPT_STATE_LABELS: Labels<codes.ReceiptState> = {
  pending: label('待发送', 'Waiting to be sent'),
  sending: label('发送中', 'Being sent'),
  sent: label('已发出', 'Sent'),
  delivered: label('已送达', 'Delivered'),
  read: label('已读', 'Read'),
  failed: label('未送达', 'Not delivered'),
  skipped: label('已略过', 'Skipped'),
};

/** In front of every text of a case that is none; nobody may take it for a cry for help, nor the other way round. */
export const PRACTICE_MARKS: Labels<codes.Practice> = {
  drill: label('【演练】', '[DRILL] '),
  test: label('【测试】', '[TEST] '),
};

export const TEST_REASON_LABELS: Labels<codes.TestReason> = {
  'monthly-test': label('每月测试', 'Monthly test'),
  installation: label('安装调试', 'Installation'),
  'battery-changed': label('更换电池后', 'Battery changed'),
  'after-repair': label('维修后', 'After a repair'),
  complaint: label('用户反映', 'Somebody complained'),
};

export const DRILL_PURPOSE_LABELS: Labels<codes.DrillPurpose> = {
  regular: label('定期演练', 'Regular drill'),
  'new-operators': label('新坐席培训', 'New operators'),
  'new-helpers': label('新助老员培训', 'New helpers'),
  'new-devices': label('新设备启用', 'New devices'),
  'joint-exercise': label('联合演练', 'Joint exercise'),
};

export const CERTAINTY_LABELS: Labels<codes.Certainty> = {
  observed: label('确认', 'Observed'),
  likely: label('很可能', 'Likely'),
  possible: label('可能', 'Possible'),
  unverified: label('未核实', 'Unverified'),
};

export const LADDER_ROLE_LABELS: Labels<codes.LadderRole> = {
  lead: label('班长', 'Lead operator'),
  overflow: label('备援中心', 'Overflow centre'),
  'village-cadre': label('村干部', 'Village cadre'),
  station: label('养老服务站', 'Service station'),
  'township-duty': label('乡镇值班', 'Township on duty'),
  'county-duty': label('县级值班', 'County on duty'),
  'fire-post': label('微型消防站', 'Village fire post'),
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

export const HELPER_KIND_LABELS: Labels<codes.HelperKind> = {
  aide: label('助老员', 'Care assistant'),
  'grid-worker': label('网格员', 'Grid worker'),
  neighbour: label('邻居', 'Neighbour'),
  volunteer: label('志愿者', 'Volunteer'),
  carer: label('护理员', 'Carer'),
  'village-doctor': label('村医', 'Village doctor'),
};

export const ACTION_LABELS: Labels<codes.Action> = {
  attend: label('受理', 'Attend'),
  release: label('放回', 'Release'),
  'take-over': label('接管', 'Take over'),
  verdict: label('核实结论', 'Verdict'),
  destination: label('前往地点', 'Destination'),
  offer: label('派单', 'Offer'),
  wave: label('扩大派单', 'Next wave'),
  hold: label('挂起', 'Hold'),
  call: label('通话', 'Call'),
  'agency-call': label('外呼救援', 'Emergency service'),
  'emergency-decision': label('是否呼叫急救', 'Decide on 120 / 119 / 110'),
  'roll-call': label('点名', 'Roll-call'),
  note: label('备注', 'Note'),
  close: label('办结', 'Close'),
};

export const ROLL_CALL_HOW_LABELS: Labels<codes.RollCallHow> = {
  spoken: label('本人接听', 'Spoke with her'),
  visited: label('上门见到本人', 'Seen at home'),
  'seen-by-other': label('他人见到本人', 'Seen by somebody else'),
  'no-answer': label('无人应答', 'No answer'),
};

/** None of these says that a person is well: the first two say who still has to be reached, the third that she was. */
export const ROLL_CALL_STATE_LABELS: Labels<codes.RollCallState> = {
  waiting: label('未联系上', 'Not reached yet'),
  heard: label('设备已恢复', 'Device heard again'),
  ticked: label('已联系到本人', 'Reached'),
};

export const RISK_LABELS: Labels<codes.Risk> = {
  'electric-device': label('依赖用电医疗设备', 'Electric medical device'),
  'living-alone': label('独居', 'Lives alone'),
  dementia: label('认知障碍', 'Dementia'),
  disabled: label('失能', 'Disabled'),
  'cannot-speak': label('无法语音沟通', 'Cannot be asked by voice'),
  oldest: label('高龄', 'Very old'),
};

export const OUTAGE_PLACE_LABELS: Labels<codes.OutagePlace> = {
  home: label('一户', 'One home'),
  hub: label('网关', 'A hub'),
  region: label('地区', 'An area'),
  carrier: label('运营商', 'A carrier'),
};

export const SIGN_LABELS: Labels<codes.Sign> = {
  motion: label('室内活动', 'Motion at home'),
  door: label('开关门', 'A door'),
  water: label('用水', 'Water used'),
  bed: label('上床或离床', 'Into or out of bed'),
  worn: label('手环佩戴中', 'The watch is worn'),
  press: label('按铃', 'A press'),
  attendance: label('到场', 'Came to a meal or a station'),
  spoken: label('电话中本人核对', 'Spoken with and recognised'),
  seen: label('见到本人', 'Seen'),
  'roll-called': label('点名联系上', 'Reached in a roll-call'),
};

export const AWAY_REASON_LABELS: Labels<codes.AwayReason> = {
  'with-family': label('在亲属家', 'With family'),
  hospital: label('住院', 'In hospital'),
  'care-facility': label('在养老机构', 'In a care facility'),
  travel: label('外出旅行', 'Travelling'),
  other: label('其他', 'Another reason'),
};

export const RULE_REASON_LABELS: Labels<codes.RuleReason> = {
  'agreed-with-her': label('与本人商定', 'Agreed with her'),
  'asked-by-family': label('家属要求', 'Asked for by the family'),
  'too-many-alarms': label('误报过多', 'Too many alarms'),
  'after-a-case': label('事件后调整', 'After a case'),
  'sensor-changed': label('传感器变动', 'Sensors changed'),
  other: label('其他', 'Another reason'),
};

export const SILENCE_DOUBT_LABELS: Labels<codes.SilenceDoubt> = {
  'shared-home': label(
    '同住不止一人，家中传感器分不清是谁，只有本人的手环、到场和通话算数',
    'Others live there: sensors of the home do not tell who it was, only her own watch, attendance and calls count',
  ),
  'no-sensor': label('没有能看出本人活动的设备', 'No device there can tell that she is active'),
  'no-meter': label('没有水表读数，用水规则无法判断', 'No water meter is heard, so the water rule cannot judge'),
  'sensors-silent': label(
    '传感器本身失联，无活动不等于本人无活动',
    'The sensors themselves are silent; that says nothing about her',
  ),
};

export const PROBLEM_LABELS: Labels<codes.ProblemSlug> = {
  'invalid-request': label(
    '填写的内容有误，请检查标出的字段',
    'Something in the request is not right; see the fields named',
  ),
  'not-json': label('请求内容不是有效的 JSON', 'The request body is not valid JSON'),
  'too-large': label('请求内容过大', 'The request body is too large'),
  'not-logged-in': label('请先登录', 'Please log in first'),
  'login-failed': label('用户名或密码不正确', 'The user name or the password is wrong'),
  'account-suspended': label(
    '您的账号已暂停使用，暂时不会收到求助。如有疑问，请联系站点负责人',
    'Your account is suspended, and you will not be asked to help for now. For questions please call your station',
  ),
  'too-many-logins': label('登录失败次数过多，请稍后再试', 'Too many failed logins; please try again later'),
  'too-many-requests': label('请求过于频繁，请稍候', 'Too many requests; please slow down'),
  'not-allowed': label('您没有权限进行此操作', 'You are not allowed to do this'),
  'not-found': label('找不到该内容', 'There is nothing here by that name'),
  'stale-version': label(
    '事件已被他人更新，请查看最新状态',
    'The case was changed by somebody else; look at its current state',
  ),
  'idempotency-key-reused': label(
    '同一请求编号用于了不同内容',
    'This idempotency key was used for a different request',
  ),
  'offer-taken': label('已有人接单，感谢您', 'Somebody else is already going; thank you'),
  'offer-over': label('该邀请已失效', 'This offer is over'),
  'already-attended': label('已有坐席受理此事件', 'Another operator has taken this case'),
  'person-has-open-case': label(
    '老人还有未办结的事件，办结后才能删除其资料',
    'A case of this person is still open; she can be erased when it is closed',
  ),
  'person-under-hold': label(
    '老人本人或其事件正在依法保全，解除保全后才能删除其资料；现在什么也没有删除',
    'This person, or a case of hers, is under a legal hold; she can be erased when it is lifted. Nothing was erased now',
  ),
  'person-erased': label(
    '该老人的资料已永久删除，没有可保全的内容',
    'This person was erased for ever; nothing is left to be held',
  ),
  'already-closed': label('该事件已办结', 'This case is closed'),
  'wave-running': label('正在派单，请稍候', 'A wave is already running'),
  'not-owner': label('只有受理此事件的坐席可以操作', 'Only the operator who attends this case may do this'),
  'proof-missing': label('缺少办结依据', 'The proof this outcome needs is missing'),
  'hold-too-long': label('挂起时间超过上限', 'The hold is longer than its limit'),
  'ladder-beyond-limits': label(
    '修改后的阶梯超出安全限值，未被接受',
    'This ladder is beyond the limits of safety and was refused',
  ),
  'ladder-unchanged': label('与现行阶梯没有不同', 'This is no different from the present ladder'),
  'ladder-draft-exists': label('已有内容相同的草案等待批准', 'A draft with the same contents is waiting for approval'),
  'ladder-draft-decided': label('该草案已处理完毕', 'This draft has been decided already'),
  'ladder-own-draft': label(
    '草案须由另一人处理，提出人不能批准或驳回自己的草案',
    'Somebody else decides a draft; its author cannot approve or reject it',
  ),
  'ladder-not-author': label('只有提出人可以撤回草案', 'Only its author may withdraw a draft'),
  'ladder-dry-run-missing': label(
    '请先亲自查看试运行结果，再批准',
    'Please look at a dry run yourself before you approve',
  ),
  'ladder-dry-run-stale': label(
    '现行阶梯已变化，请重新试运行后再批准',
    'The ladders have changed meanwhile; please run it dry again before you approve',
  ),
  'ladder-effect-in-past': label('生效时间不能早于现在', 'It cannot take effect in the past'),
  'ladder-effect-too-early': label(
    '已有版本定在该时间之后生效，请选择更晚的时间',
    'Another version takes effect at that time or later; please choose a later time',
  ),
  unavailable: label('系统暂时不可用，请重试', 'The service is briefly unavailable; please try again'),
  internal: label('系统出错，已记录', 'Something went wrong on our side; it was recorded'),
};

export const labelOf = <Code extends string>(labels: Labels<Code>, code: Code, language: Language): string =>
  labels[code][language];
