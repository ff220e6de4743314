import type { Consequence } from '@silverbell/incidents';
import {
  type Label,
  type LadderRole,
  type Language,
  type OfferOverReason,
  PRACTICE_MARKS,
} from '@silverbell/vocabulary';
import type { IncidentCard } from './phone-book.port.js';

type Body<K extends Consequence['kind']> = Extract<Consequence, { kind: K }>;

/** What a key means while this is read to her; nothing else may be pressed. */
export type KeyMeaning = 'accept' | 'decline' | 'take-charge';

export const keysOf = (body: Consequence): Readonly<Record<string, KeyMeaning>> => {
  if (body.channel !== 'voice') return {};
  if (body.kind === 'offer') return { '1': 'accept', '2': 'decline' };
  return body.kind === 'role-call' ? { '1': 'take-charge' } : {};
};

const NO_CARD: IncidentCard = { number: null, area: null, outsideOnly: false, silent: false, expectedArrivalS: null };

/**
 * The words of a short message or a call, signed as the carriers want it; `null`: this kind has no words on this channel.
 * Only codes go in, so no name, address or illness can come out (H19); nothing ever says that all is well (H15).
 */
export function messageOf(body: Consequence, card: IncidentCard | null, language: Language): string | null {
  if (body.channel !== 'sms' && body.channel !== 'voice') return null;
  // The person who answers at home may be the danger: a silent alarm tells no contact, whatever asked for it (H10).
  if (card?.silent === true && body.kind === 'contact-message') return null;
  const words = sentence(body, card ?? NO_CARD, card !== null)?.[language];
  if (words === undefined) return null;
  const mark = body.drill === true ? DRILL[body.channel][language] : '';
  return `${SIGNED[body.channel][language]}${mark}${body.channel === 'voice' ? upper(words) : words}`;
}

const SIGNED: Readonly<Record<'sms' | 'voice', Label>> = {
  sms: { 'zh-CN': '【银铃】', en: 'Silverbell: ' },
  voice: { 'zh-CN': '这里是银铃紧急呼叫服务。', en: 'This is the Silverbell emergency service. ' },
};

/** The mark comes with the message and is not looked up: a drill never sounds real because a database was away (H13). */
const DRILL: Readonly<Record<'sms' | 'voice', Label>> = {
  sms: PRACTICE_MARKS.drill,
  voice: { 'zh-CN': '现在是演练，不是真实求助。', en: 'This is a drill, not a real call for help. ' },
};

function sentence(body: Consequence, card: IncidentCard, known: boolean): Label | null {
  switch (body.kind) {
    case 'offer':
      return body.channel === 'voice' ? spokenOffer(card, known) : writtenOffer(card, known);
    case 'offer-over':
      return OVER[body.reason];
    case 'assignment-changed':
      return ASSIGNMENT[body.what] ?? ASSIGNMENT_OTHER;
    case 'role-call':
      return roleCall(body, card, known);
    case 'contact-message':
      return body.channel === 'voice'
        ? (CONTACT_CALL[body.what] ?? CONTACT_CALL_OTHER)
        : (CONTACT[body.what] ?? CONTACT_OTHER);
    case 'home-call':
      return LEAVE_THE_HOUSE;
    case 'key-holder-message':
      return body.what === 'bring-key' ? bringKey(card) : KEY_NOT_NEEDED;
    case 'receipt':
    case 'device-command':
    case 'helper-case':
    case 'senior-deceased':
    case 'task':
      return null; // devices and the platform itself have their own channels
  }
}

/** Heard by people at home: out first, everything else later. No name, no address (H19). */
const LEAVE_THE_HOUSE: Label = {
  'zh-CN': '您家中有火情告警。请立即离开屋子，到室外安全处，不要坐电梯，不要回屋取东西。到室外后请拨打119。',
  en: 'There is a fire alarm in your home. Leave the house at once, go outside, take no lift, and do not go back for anything. Once outside, call 119.',
};

/** Never whose door it is, and not even that it is a key (H19): a thief may read over her shoulder. The operator, who rings next, says it. */
const bringKey = (card: IncidentCard): Label => {
  const at = where(card);
  const outside: Label = card.outsideOnly
    ? { 'zh-CN': '有火情或燃气危险，勿进屋。', en: ' Danger of fire or gas: do not enter.' }
    : { 'zh-CN': '', en: '' };
  return {
    'zh-CN': `${at['zh-CN']}有老人求助，助老员进不了门，需用您替人保管的东西。坐席马上来电，请接听。${outside['zh-CN']}`,
    en: `a helper ${at.en} cannot get in and needs what you keep for that home. We ring you now, please answer.${outside.en}`,
  };
};

const KEY_NOT_NEEDED: Label = {
  'zh-CN': '刚才请您到门口的求助已办结，不用再去。谢谢您。',
  en: 'the case for which we asked you to come to the door is closed. You need not come any more. Thank you.',
};

const where = ({ area }: IncidentCard): Label => ({
  'zh-CN': area ?? '您附近',
  en: area === null ? 'near you' : `in ${area}`,
});

const minutesOf = ({ expectedArrivalS }: IncidentCard): Label => {
  if (expectedArrivalS === null) return { 'zh-CN': '', en: '' };
  const minutes = String(Math.max(1, Math.ceil(expectedArrivalS / 60)));
  return { 'zh-CN': `，约${minutes}分钟到`, en: `, about ${minutes} min away` };
};

/** Class C, and whenever we do not know better: a short text must not lead a helper into gas (H09). */
const writtenOffer = (card: IncidentCard, known: boolean): Label => {
  const [at, far] = [where(card), minutesOf(card)];
  if (card.outsideOnly)
    return {
      'zh-CN': `${at['zh-CN']}火情或燃气告警${far['zh-CN']}。只在屋外协助，勿进屋、按铃、动开关。能去请打开银铃接单。`,
      en: `fire or gas alarm ${at.en}${far.en}. Help OUTSIDE only: do not enter, ring or touch a switch. Accept in the app.`,
    };
  return {
    'zh-CN': `${at['zh-CN']}有老人求助${far['zh-CN']}。能去请打开银铃接单。${known ? '' : '先在屋外确认安全再进。'}`,
    en: `an older person ${at.en} asks for help${far.en}. Accept in the app.${known ? '' : ' Check from outside that it is safe.'}`,
  };
};

const spokenOffer = (card: IncidentCard, known: boolean): Label => {
  const [at, far] = [where(card), minutesOf(card)];
  const what: Label = card.outsideOnly
    ? {
        'zh-CN': `${at['zh-CN']}有火情或燃气告警${far['zh-CN']}。只在屋外协助，不要进屋，不要按门铃，不要动开关，不要在屋里打电话。`,
        en: `There is a fire or gas alarm ${at.en}${far.en}. Help from outside only. Do not enter, ring the bell, touch a switch, or call from inside. `,
      }
    : {
        'zh-CN': `${at['zh-CN']}有一位老人求助${far['zh-CN']}。${known ? '' : '到达后先在屋外确认安全，再进屋。'}`,
        en: `An older person ${at.en} asks for help${far.en}. ${known ? '' : 'Check from outside that it is safe before you enter. '}`,
      };
  return {
    'zh-CN': `${what['zh-CN']}能去请按1，不能去请按2。`,
    en: `${what.en}To go, press 1. If you cannot, press 2.`,
  };
};

const OVER: Readonly<Record<OfferOverReason, Label>> = {
  taken: { 'zh-CN': '已有人接单，您不用去了。谢谢您。', en: 'somebody else is going, you need not come. Thank you.' },
  lapsed: { 'zh-CN': '刚才的邀请已超时，您不用去了。', en: 'the request has lapsed, you need not come.' },
  'not-needed': {
    'zh-CN': '经核实无需前往，您不用去了。谢谢您。',
    en: 'nobody needs to go any more, you need not come. Thank you.',
  },
  recalled: {
    'zh-CN': '坐席已撤回邀请，您不用去了。谢谢您。',
    en: 'the operator has recalled the request, you need not come. Thank you.',
  },
  replaced: {
    'zh-CN': '已改派更近的人，您不用去了。谢谢您。',
    en: 'somebody nearer is going, you need not come. Thank you.',
  },
  'not-delivered': { 'zh-CN': '刚才的邀请已失效，您不用去了。', en: 'the request is over, you need not come.' },
  suspended: { 'zh-CN': '刚才的邀请已失效，您不用去了。', en: 'the request is over, you need not come.' },
  closed: { 'zh-CN': '这次求助已办结，您不用去了。谢谢您。', en: 'the case is closed, you need not come. Thank you.' },
};

const ASSIGNMENT: Readonly<Record<string, Label>> = {
  'now-primary': {
    'zh-CN': '现在由您先去，请马上出发，详情见银铃。',
    en: 'you now go first. Please leave at once; see the app.',
  },
  'now-backup': {
    'zh-CN': '有人更快到达，您现在是后备，请做好准备，详情见银铃。',
    en: 'somebody will be there sooner. You are now the backup, please stand ready; see the app.',
  },
  'now-standby': {
    'zh-CN': '已另请人前往。您如已在路上，仍可继续，请在银铃告诉我们。',
    en: 'somebody else was asked to go. If you are on the way you may go on; tell us in the app.',
  },
  'stood-down': { 'zh-CN': '您不用去了，谢谢您。', en: 'you need not go any more. Thank you.' },
  // By every channel, and never why: a person who reads over her shoulder learns nothing (H10).
  stop: {
    'zh-CN': '请停止这次任务：未到场的不用再去，已到场的请离开。有疑问请联系站点。',
    en: 'please stop this task: do not go there, and if you are there, leave. For questions call your station.',
  },
  'remind-departure': {
    'zh-CN': '您已接单，请马上出发，并在银铃点“出发”。不能去请点“退单”，我们立即另找人。',
    en: 'you have accepted. Please leave now and tap "on my way" in the app. If you cannot go, tap "withdraw" and we ask somebody else.',
  },
  'remind-check-in': {
    'zh-CN': '您已到场一段时间，请在银铃报告情况。您自己有危险，请点“我需要帮助”。',
    en: 'you have been on scene for a while. Please report in the app. If you are in danger, tap "I need help".',
  },
  'stalled-departure': {
    'zh-CN': '还没有看到您出发，正在另找人。您能去，请马上出发。',
    en: 'we have not seen you leave and are asking others. If you can go, please leave now.',
  },
  'stalled-arrival': {
    'zh-CN': '还没有收到您到场，正在另找人。路上有困难，请在银铃告诉我们。',
    en: 'we have not heard that you arrived and are asking others. If something holds you up, tell us in the app.',
  },
};
const ASSIGNMENT_OTHER: Label = {
  'zh-CN': '您的求助任务有变动，请打开银铃查看。',
  en: 'your task has changed. Please look into the app.',
};

const ROLE: Readonly<Record<LadderRole, Label>> = {
  lead: { 'zh-CN': '有求助需要您马上处理，请立即上线', en: 'a case needs you now. Please go to your desk at once' },
  overflow: { 'zh-CN': '有求助无人受理，请立即受理', en: 'nobody has taken a case. Please take it at once' },
  'village-cadre': {
    'zh-CN': '您辖区内有人求助，还没有人到场，请立即安排人前往',
    en: 'somebody in your area asks for help and nobody is there yet. Please send somebody at once',
  },
  station: {
    'zh-CN': '您站点附近有人求助，还没有人到场，请立即安排人前往',
    en: 'somebody near your station asks for help and nobody is there yet. Please send somebody at once',
  },
  'township-duty': {
    'zh-CN': '您辖区内有求助还没有人负责，请立即接手',
    en: 'a case in your area has nobody in charge. Please take charge at once',
  },
  'county-duty': {
    'zh-CN': '本县有求助还没有人负责，请立即接手',
    en: 'a case in your county has nobody in charge. Please take charge at once',
  },
  'fire-post': {
    'zh-CN': '您辖区内有火情或燃气告警，请带好装备立即前往',
    en: 'there is a fire or gas alarm in your area. Please go at once, with your equipment',
  },
};

const roleCall = ({ role, what }: Body<'role-call'>, card: IncidentCard, known: boolean): Label => {
  const call: Label = REMINDERS[what.startsWith('question-') ? 'question' : what] ?? ROLE[role];
  const number =
    card.number === null
      ? { 'zh-CN': '', en: '' }
      : { 'zh-CN': `，事件编号${String(card.number)}`, en: ` Case number ${String(card.number)}.` };
  const area =
    card.area === null ? { 'zh-CN': '', en: '' } : { 'zh-CN': `，地点在${card.area}`, en: ` Place: ${card.area}.` };
  // Class D, and whenever we do not know: a call back may reach the aggressor (H10).
  const quiet: Label =
    card.silent || !known
      ? {
          'zh-CN': '不要给求助人或其家里打电话，先联系值班坐席。',
          en: 'Do not call the person or the home; speak to the operator first. ',
        }
      : { 'zh-CN': '', en: '' };
  const outside: Label =
    card.outsideOnly && role !== 'fire-post'
      ? { 'zh-CN': '有火情或燃气危险，任何人不要进屋。', en: 'There is a danger of fire or gas: nobody enters. ' }
      : { 'zh-CN': '', en: '' };
  return {
    'zh-CN': `${call['zh-CN']}${area['zh-CN']}${number['zh-CN']}。${outside['zh-CN']}${quiet['zh-CN']}由您接手请按1。`,
    en: `${call.en}.${area.en}${number.en} ${outside.en}${quiet.en}To take charge, press 1.`,
  };
};

const REMINDERS: Readonly<Record<string, Label>> = {
  'no-progress': {
    'zh-CN': '有求助长时间没有进展，请立即查看',
    en: 'a case has made no progress for a long time. Please look at it at once',
  },
  'helper-silent': {
    'zh-CN': '现场助老员没有回应，请立即联系',
    en: 'a helper on scene does not answer. Please reach that person at once',
  },
  question: {
    'zh-CN': '有求助还没有决定是否呼叫120、119或110，请立即决定',
    en: 'nobody has decided whether to call 120, 119 or 110. Please decide at once',
  },
};

const CONTACT: Readonly<Record<string, Label>> = {
  verifying: {
    'zh-CN': '您关心的老人已按铃，值班人员正在核实，有进展再告诉您。',
    en: 'the person you care for has pressed the button. We are checking and will tell you more.',
  },
  'at-risk': {
    'zh-CN': '您关心的老人可能需要帮助，我们正在联系和派人。请保持电话畅通。',
    en: 'the person you care for may need help. We are calling and sending somebody. Please keep your phone free.',
  },
  'helper-assigned': {
    'zh-CN': '已有助老员接单，正赶往您关心的老人处。',
    en: 'a helper has accepted and is on the way to the person you care for.',
  },
  'helper-changed': {
    'zh-CN': '前往您关心的老人处的人有变动，我们正在安排，请留意消息。',
    en: 'somebody else will go to the person you care for. We are arranging it and will tell you.',
  },
  'helper-arrived': { 'zh-CN': '助老员已到达您关心的老人处。', en: 'a helper has arrived at the person you care for.' },
  closed: {
    'zh-CN': '您关心的老人的这次求助已办结，结果见家属页面。',
    en: 'the case of the person you care for is closed; the family page says how it ended.',
  },
};
const CONTACT_OTHER: Label = {
  'zh-CN': '您关心的老人的求助有新进展，请看家属页面。',
  en: 'there is news about the case of the person you care for; see the family page.',
};

const CONTACT_CALL: Readonly<Record<string, Label>> = {
  'at-risk': {
    'zh-CN': '您关心的老人可能需要帮助，我们正在联系和派人。请保持电话畅通，我们可能会给您打电话。',
    en: 'The person you care for may need help. We are calling and sending somebody. Please keep your phone free, we may call you.',
  },
};
const CONTACT_CALL_OTHER: Label = {
  'zh-CN': '您关心的老人的求助有新进展，请看家属页面。',
  en: 'There is news about the case of the person you care for. Please see the family page.',
};

const upper = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);
