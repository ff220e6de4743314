import type * as codes from '../codes/dispatch.js';
import { label, type Labels } from '../label.js';

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
  entry: label('入户方式', 'Entry'),
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

export const OFFER_CHANNEL_LABELS: Labels<codes.OfferChannel> = {
  socket: label('网络', 'Page'),
  sms: label('短信', 'Text'),
  voice: label('语音', 'Call'),
};

/** Behind the name of the channel: a page that shows the offer, a message that came, a telephone that rings. */
export const OFFER_DELIVERY_LABELS: Labels<`${codes.OfferChannel}-${codes.DeliveryState}`> = {
  'socket-not-sent': label('未发', 'not sent'),
  'socket-sent': label('已发出', 'sent'),
  'socket-delivered': label('已看到', 'seen'),
  'socket-failed': label('未送达', 'not delivered'),
  'sms-not-sent': label('未发', 'not sent'),
  'sms-sent': label('已发出', 'sent'),
  'sms-delivered': label('已送达', 'delivered'),
  'sms-failed': label('未送达', 'not delivered'),
  'voice-not-sent': label('未拨', 'not placed'),
  'voice-sent': label('响铃中', 'ringing'),
  'voice-delivered': label('已接通', 'answered'),
  'voice-failed': label('未接通', 'not answered'),
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

export const HELPER_KIND_LABELS: Labels<codes.HelperKind> = {
  aide: label('助老员', 'Care assistant'),
  'grid-worker': label('网格员', 'Grid worker'),
  neighbour: label('邻居', 'Neighbour'),
  volunteer: label('志愿者', 'Volunteer'),
  carer: label('护理员', 'Carer'),
  'village-doctor': label('村医', 'Village doctor'),
  'social-worker': label('社工', 'Social worker'),
};

export const HELPER_TRANSPORT_LABELS: Labels<codes.HelperTransport> = {
  walk: label('步行', 'On foot'),
  bicycle: label('自行车', 'Bicycle'),
  'e-bike': label('电动车', 'E-bike'),
  car: label('汽车', 'Car'),
};

export const HELPER_CERTIFICATE_LABELS: Labels<codes.HelperCertificate> = {
  health: label('健康证', 'Health certificate'),
  'first-aid': label('急救证', 'First-aid certificate'),
  carer: label('居家养老服务资格证', 'Home-care certificate'),
  physician: label('执业医师证', "Physician's licence"),
};
