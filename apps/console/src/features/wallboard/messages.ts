import type { MessageTree, Translation } from '@silverbell/web-ui';

export const zh = {
  wallboard: {
    title: '大屏',
    longest: '等得最久（一级）',
    limits: '15 秒变黄，30 秒变红',
    overdue: '超时未办',
    overdueHow: '已到期、平台尚未执行',
    unreached: '此刻 {{n}} 分钟无人可到',
    homes: '{{n}} 户',
  },
} satisfies MessageTree;

export const en = {
  wallboard: {
    title: 'Wallboard',
    longest: 'Longest wait (P1)',
    limits: 'yellow at 15 s, red at 30 s',
    overdue: 'Overdue',
    overdueHow: 'due, and not done by the platform',
    unreached: 'No helper within {{n}} min now',
    homes: '{{n}} homes',
  },
} satisfies Translation<typeof zh>;
