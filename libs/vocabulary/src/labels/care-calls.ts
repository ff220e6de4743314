import type * as codes from '../codes/care-calls.js';
import { label, type Labels } from '../label.js';

export const CARE_CALL_STATE_LABELS: Labels<codes.CareCallState> = {
  'to-call': label('待打电话', 'To be called'),
  'to-ask': label('待问联系人', 'Contact to be asked'),
  warning: label('预警：联系不上', 'Warning: out of reach'),
  spoken: label('已通话', 'Spoken with'),
  seen: label('已见到', 'Seen'),
  explained: label('联系人已说明', 'Explained by a contact'),
  missed: label('未打', 'Not called'),
  cancelled: label('已取消', 'Cancelled'),
};

export const CARE_CALL_RESULT_LABELS: Labels<codes.CareCallResult> = {
  spoken: label('本人接听并确认', 'She answered and was recognised'),
  seen: label('当面见到本人', 'She was seen'),
  unanswered: label('无人接听', 'Not answered'),
  'not-recognised': label('有人接听，未能确认是本人', 'Answered, but not known to be her'),
};

export const CARE_CALL_ANSWER_LABELS: Labels<codes.CareCallAnswer> = {
  'with-her': label('正和老人在一起', 'Is with her'),
  'knows-where': label('知道老人去向', 'Knows where she is'),
  'no-news': label('没有消息', 'Has no news of her'),
  'not-reached': label('联系人也没接', 'Not reached either'),
};

export const CARE_CALL_STEP_LABELS: Labels<codes.CareCallStep> = {
  planned: label('列入名单', 'Put on the list'),
  reached: label('联系到本人', 'She was reached'),
  tried: label('没联系上', 'Not reached'),
  'contact-asked': label('询问联系人', 'Contact asked'),
  'help-asked': label('请应急端敲门', 'Asked the emergency side to knock'),
  missed: label('当天未打', 'Not called that day'),
  cancelled: label('取消', 'Cancelled'),
};
