import type { MessageTree, Translation } from '@silverbell/web-ui';

export const zh = {
  tasks: {
    title: '待办与回电',
    why: '答应的回电、助老员现场看到的情况、险情上报：每一项都有责任人和期限。',
    none: '没有待办。',
    list: '待办',
    due: '{{at}} 前',
    overdue: '已逾期，应于 {{at}} 前',
    takenBy: '{{name}} 已领取',
    nobody: '无人领取',
    anonymous: '匿名',
    incident: '打开事件',
    take: '领取',
    finish: '办结',
    result: '办理结果',
    new: '登记',
    kind: '类型',
    dueAt: '约定时间（不填按区划期限）',
    note: '内容',
    anonymousBox: '不记我的姓名',
    nearMissHint: '写发生了什么、差一点出什么事；由他人分析，不追责。',
  },
} as const satisfies MessageTree;

export const en: Translation<typeof zh> = {
  tasks: {
    title: 'Tasks and call-backs',
    why: 'Calls that were promised, what helpers saw, near misses: each has an owner and a term.',
    none: 'No tasks.',
    list: 'Tasks',
    due: 'by {{at}}',
    overdue: 'overdue since {{at}}',
    takenBy: 'taken by {{name}}',
    nobody: 'not taken',
    anonymous: 'anonymous',
    incident: 'Open the case',
    take: 'Take',
    finish: 'Done',
    result: 'What was done',
    new: 'New',
    kind: 'Kind',
    dueAt: 'Promised for (empty: the term of the region)',
    note: 'What about',
    anonymousBox: 'Without my name',
    nearMissHint: 'What happened and what nearly went wrong; another person examines it, and no one is blamed.',
  },
};
