import { label } from '../label.js';
import type { ProtocolCard, ProtocolChoice, ProtocolQuestion } from './card.js';

export const CALL_120: ProtocolChoice = {
  code: 'call-120',
  label: label('呼叫 120', 'Call 120'),
  suggests: { call: '120' },
};
const REAL = { verdict: 'real' } as const;
const UNCLEAR: ProtocolChoice = {
  ...{ code: 'unclear', label: label('说不清', 'Cannot say') },
  suggests: { verdict: 'unclear' },
};

export const WHERE: ProtocolQuestion = {
  code: 'where',
  ask: label('先确认地点：您在家里吗？在哪个房间？', 'Where first: are you at home? In which room?'),
  choices: [
    { code: 'bedroom', label: label('在家，卧室', 'Home, bedroom') },
    { code: 'bathroom', label: label('在家，卫生间', 'Home, bathroom') },
    { code: 'elsewhere-home', label: label('在家，其他房间', 'Home, elsewhere') },
    { code: 'outside', label: label('不在家', 'Not at home') },
    UNCLEAR,
  ],
};

const WHO: ProtocolQuestion = {
  code: 'who',
  ask: label('核对本人：请报您的生日', 'Who is speaking: please say your birthday'),
  hint: label('不替老人说出答案', 'Do not say the answer for her'),
  choices: [
    { code: 'matches', label: label('一致', 'It matches') },
    { code: 'differs', label: label('不一致', 'It differs'), suggests: { verdict: 'unclear' } },
    { code: 'other-person', label: label('他人接听', 'Somebody else'), suggests: { verdict: 'unclear' } },
  ],
};

const AMBULANCE: ProtocolQuestion = {
  code: 'ambulance',
  ask: label('要不要叫救护车？', 'Is an ambulance needed?'),
  hint: label(
    '头伤、胸痛、气促、意识不清：不问，直接 120',
    'Head injury, chest pain, short of breath, confused: do not ask, call 120',
  ),
  choices: [
    CALL_120,
    { code: 'declines', label: label('本人清楚并拒绝', 'Lucid, and declines') },
    { code: 'not-medical', label: label('非医疗', 'Not medical') },
  ],
};

export const PRESS: ProtocolCard = {
  ...{ id: 'press', version: 1, kinds: ['sos', 'unspecified', 'fall', 'cancel', 'missed-call'] },
  title: label('按铃求助', 'Press'),
  questions: [
    WHERE,
    WHO,
    {
      code: 'what',
      ask: label('您哪里不舒服？是摔倒了吗？', 'What is wrong? Did you fall?'),
      hint: label('照原话问；听不懂就换方言再问一遍', 'Ask as written; in her dialect if she does not follow'),
      choices: [
        { code: 'fell', label: label('摔倒', 'Fell'), suggests: REAL },
        { code: 'chest-pain', label: label('胸痛', 'Chest pain'), suggests: { call: '120' } },
        UNCLEAR,
        { code: 'by-mistake', label: label('误触', 'By mistake'), suggests: { verdict: 'false-alarm' } },
        { code: 'other', label: label('其他', 'Other') },
      ],
    },
    {
      code: 'stands-up',
      ask: label('能自己起来吗？头有没有碰到？', 'Can you get up? Did you hit your head?'),
      choices: [
        { code: 'can', label: label('能', 'Can') },
        { code: 'cannot', label: label('不能', 'Cannot'), suggests: REAL },
        { code: 'head', label: label('头部受伤', 'Head hurt'), suggests: { call: '120' } },
        { code: 'bleeding', label: label('出血', 'Bleeding'), suggests: { call: '120' } },
      ],
    },
    AMBULANCE,
  ],
  rule: label(
    '只说“正在安排人”；没人接单前不说几分钟到。',
    'Say only that people are being asked; no minutes before somebody has accepted.',
  ),
};

export const SOFT_SIGNS: ProtocolCard = {
  ...{ id: 'soft-signs', version: 1, kinds: ['inactivity', 'bed-exit', 'water', 'temperature', 'vital'] },
  title: label('迹象异常', 'Soft signs'),
  questions: [
    {
      code: 'reached',
      ask: label('打给老人，两次：接了吗？', 'Ring her, twice: does she answer?'),
      choices: [
        { code: 'spoken', label: label('本人接听', 'She answers') },
        { code: 'other-person', label: label('他人接听', 'Somebody else') },
        { code: 'no-reply', label: label('两次无人接', 'No reply twice'), suggests: { verdict: 'no-answer' } },
      ],
    },
    {
      code: 'how',
      ask: label('您现在怎么样？刚才在做什么？', 'How are you now? What were you doing?'),
      choices: [
        { code: 'well', label: label('说话清楚，无不适', 'Speaks clearly, nothing wrong') },
        { code: 'unwell', label: label('不舒服', 'Unwell'), suggests: REAL },
        UNCLEAR,
      ],
    },
    {
      code: 'seen',
      ask: label('联系人：您什么时候见到或听到她的？', 'Contact: when did you see or hear her yourself?'),
      hint: label('“应该没事”不算；问清何时、怎样见到', '“Should be fine” does not count: when, and how'),
      choices: [
        { code: 'today-seen', label: label('今天亲眼见到', 'Saw her today') },
        { code: 'today-heard', label: label('今天通过电话', 'Spoke to her today') },
        { code: 'longer-ago', label: label('更早', 'Longer ago'), suggests: { verdict: 'no-answer' } },
      ],
    },
    AMBULANCE,
  ],
  rule: label('没见到、没听到本人，不作平安处理。', 'Nobody counts as safe who was neither seen nor heard.'),
};
