import { label } from '../label.js';
import type { ProtocolCard } from './card.js';
import { CALL_120 } from './press.js';

const CALL_119 = { code: 'call-119', label: label('呼叫 119', 'Call 119'), suggests: { call: '119' } } as const;
const CALL_110 = { code: 'call-110', label: label('呼叫 110', 'Call 110'), suggests: { call: '110' } } as const;

export const FIRE: ProtocolCard = {
  ...{ id: 'fire', version: 1, kinds: ['smoke', 'heat'] },
  title: label('烟雾与高温', 'Smoke and heat'),
  questions: [
    {
      code: 'fire',
      ask: label('看到火或烟了吗？', 'Do you see fire or smoke?'),
      choices: [
        { ...CALL_119, code: 'fire', label: label('有火', 'Fire') },
        { ...CALL_119, code: 'smoke', label: label('有烟', 'Smoke') },
        { code: 'steam', label: label('油烟蒸汽', 'Cooking or steam'), suggests: { verdict: 'false-alarm' } },
        { ...CALL_119, code: 'no-answer', label: label('无人应答', 'No answer') },
      ],
    },
    {
      code: 'out',
      ask: label('请马上到屋外去。人都出来了吗？', 'Please go outside now. Is everybody out?'),
      choices: [
        { code: 'all-out', label: label('都出来了', 'All out') },
        { ...CALL_119, code: 'inside', label: label('还有人在里面', 'Somebody is inside') },
      ],
    },
    {
      code: 'hurt',
      ask: label('有人受伤或呛到吗？', 'Is anybody hurt, or did anybody breathe smoke?'),
      choices: [CALL_120, { code: 'nobody', label: label('没有', 'Nobody') }],
    },
  ],
  rule: label('助老员只在屋外接应，不进门。', 'Helpers stay outside: none of them goes in.'),
};

export const GAS: ProtocolCard = {
  ...{ id: 'gas', version: 1, kinds: ['gas', 'carbon-monoxide'] },
  title: label('燃气与一氧化碳', 'Gas and carbon monoxide'),
  questions: [
    {
      code: 'out',
      ask: label(
        '不要开关电器、不要点火，马上到屋外去。能走动吗？',
        'Touch no switch and no flame, go outside now. Can you walk?',
      ),
      choices: [
        { code: 'out', label: label('已到屋外', 'Outside') },
        { ...CALL_119, code: 'cannot', label: label('走不动', 'Cannot walk') },
        { ...CALL_119, code: 'no-answer', label: label('无人应答', 'No answer') },
      ],
    },
    {
      code: 'unwell',
      ask: label('头晕、恶心、想睡吗？', 'Dizzy, sick, or sleepy?'),
      choices: [CALL_120, { code: 'none', label: label('没有', 'None of it') }],
    },
    {
      code: 'valve',
      ask: label('在屋外打给燃气抢修', 'From outside, the gas company is called'),
      choices: [
        { code: 'utility', label: label('由我呼叫', 'I call'), suggests: { call: 'utility' } },
        { code: 'called', label: label('已有人呼叫', 'Called already') },
      ],
    },
  ],
  rule: label(
    '不按门铃、不开灯、不在屋里打电话；先通风，助老员不进门。',
    'No doorbell, no light, no call from inside; air first, and no helper goes in.',
  ),
};

export const SILENT: ProtocolCard = {
  ...{ id: 'silent', version: 1, kinds: ['panic'] },
  title: label('静默报警', 'Silent alarm'),
  questions: [
    {
      code: 'heard',
      ask: label('只听，不说话。听到什么？', 'Listen, say nothing. What is heard?'),
      choices: [
        { ...CALL_110, code: 'quarrel', label: label('争吵或呼救', 'Quarrel, cry') },
        { ...CALL_110, code: 'threat', label: label('威胁', 'Threat') },
        { code: 'nothing', label: label('没有声音', 'Nothing') },
        { code: 'no-line', label: label('不能监听', 'No line') },
      ],
    },
    {
      code: 'police',
      ask: label('30 秒内决定：呼叫 110？', 'Within 30 s: is 110 called?'),
      choices: [CALL_110, { code: 'not-yet', label: label('暂不，继续听', 'Not yet, listening') }],
    },
  ],
  rule: label(
    '不回拨、不通知家属和助老员；设备保持静默。',
    'No call back, no word to family or helpers; the device stays silent.',
  ),
};

export const LOST: ProtocolCard = {
  ...{ id: 'lost', version: 1, kinds: ['wandering', 'geofence-exit'] },
  title: label('走失', 'Lost person'),
  questions: [
    {
      code: 'with-whom',
      ask: label('联系人：她现在和谁在一起？', 'Contact: who is with her now?'),
      choices: [
        { code: 'with-family', label: label('有家人陪同', 'Family') },
        { code: 'alone', label: label('独自外出', 'Alone'), suggests: { verdict: 'real' } },
        { code: 'unknown', label: label('不知道', 'Not known'), suggests: { verdict: 'real' } },
      ],
    },
    {
      code: 'last-seen',
      ask: label('最后是谁、什么时候见到的？穿什么衣服？', 'Who saw her last, and when? What does she wear?'),
      hint: label('衣着和常去处写进备注', 'Clothes and usual places go into a note'),
      choices: [
        { code: 'within-hour', label: label('一小时内', 'Within the hour') },
        { code: 'longer', label: label('更早', 'Longer ago') },
        { code: 'nobody', label: label('没人见到', 'Nobody saw her') },
      ],
    },
    {
      code: 'danger',
      ask: label('附近有水塘、河、公路吗？', 'Is there water or a main road near?'),
      choices: [
        { ...CALL_110, code: 'yes', label: label('有', 'Yes') },
        { code: 'no', label: label('没有', 'No') },
      ],
    },
  ],
  rule: label('见到本人才算找到。', 'She is found when somebody has seen her.'),
};

export const WORK: ProtocolCard = {
  id: 'work',
  version: 1,
  kinds: [
    ...(['assistance', 'medication-missed', 'impact', 'removed', 'tamper', 'offline', 'battery-low'] as const),
    ...(['power-cut', 'fault', 'test'] as const),
  ],
  title: label('设备与日常事务', 'Devices and daily matters'),
  questions: [
    {
      code: 'person',
      ask: label('先问人：您身体好吗？需要帮忙吗？', 'The person first: are you well? Do you need help?'),
      choices: [
        { code: 'well', label: label('好', 'Well') },
        { code: 'needs-help', label: label('需要帮助', 'Needs help'), suggests: { verdict: 'real' } },
        { code: 'no-reply', label: label('无人接听', 'No reply') },
      ],
    },
    {
      code: 'other-way',
      ask: label('设备修好前，她怎么求助？', 'How can she call until it is mended?'),
      hint: label('没有别的办法：约定回电时间', 'No other way: promise a call and its time'),
      choices: [
        { code: 'second-device', label: label('另有设备', 'Another device') },
        { code: 'telephone', label: label('电话', 'Telephone') },
        { code: 'none', label: label('没有', 'None') },
      ],
    },
  ],
  rule: label('求助设备故障 2 小时内修复或更换。', 'A faulty SOS device is mended or replaced within 2 h.'),
};
