import type { MessageTree, Translation } from '@silverbell/web-ui';

/** Numbers that are not registered and that nothing proves, in one incident. */
export const zh = {
  unregistered: {
    title: '未登记设备呼入（{{n}} 台）',
    label: '未登记设备',
    about: '这些设备号没有登记，也没有凭证，可能被冒用。登记其中一台后，它的信号自动转到所属住所的事件。',
    turnedAway: '另有 {{n}} 个新号码超过每分钟上限，未受理；最后一个是 {{id}}',
    line: '{{first}} 首次 · {{last}} 最近 · 信号 {{n}} 次',
    claimed: '已登记为 {{id}}（{{home}}）',
    noHome: '无住所',
    open: '查看转入的事件',
  },
} satisfies MessageTree;

export const en = {
  unregistered: {
    title: 'Unregistered devices calling ({{n}})',
    label: 'Unregistered devices',
    about:
      'These numbers are not registered and nothing proves them: anybody can use them. Register one, and its signals go to the case of its home.',
    turnedAway: '{{n}} more new numbers above the limit of a minute were turned away; the last was {{id}}',
    line: 'first {{first}} · last {{last}} · {{n}} signals',
    claimed: 'registered as {{id}} ({{home}})',
    noHome: 'no home',
    open: 'Open the case they went to',
  },
} satisfies Translation<typeof zh>;
