import type * as codes from '../codes/operators.js';
import { label, type Labels } from '../label.js';

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

export const UNDOABLE_ACT_LABELS: Labels<codes.UndoableAct> = {
  hold: label('挂起', 'Hold'),
  shelve: label('搁置', 'Shelved'),
  release: label('放回', 'Released'),
  verdict: label('核实结论', 'Verdict'),
  destination: label('前往地点', 'Destination'),
  'no-call': label('不呼叫', 'No call'),
  'roll-call': label('点名', 'Roll-call'),
};

export const NO_120_REASON_LABELS: Labels<codes.No120Reason> = {
  'not-medical': label('非医疗', 'Not medical'),
  'senior-declines': label('本人神志清楚并拒绝', 'The senior is lucid and declines'),
  'already-called': label('他人已呼叫', 'Already called by somebody else'),
  'seen-well': label('现场见到平安', 'Seen well on scene'),
  'waiting-eyes': label('助老员3分钟内到场再定', 'Helper on scene within 3 minutes decides'),
};

export const DESTINATION_REASON_LABELS: Labels<codes.DestinationReason> = {
  'fixed-device': label('设备固定在住所', 'The device is fixed at the home'),
  'fresh-fix': label('定位新且准', 'The position is fresh and precise'),
  'no-fresh-fix': label('无可靠定位', 'No reliable position'),
  'unproven-fix': label('只有未经验证的定位，请先核实', 'Only a position nobody can vouch for: ask first'),
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
