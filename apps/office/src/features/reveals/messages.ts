export const zh = {
  reveals: {
    title: '紧急查看',
    note: '以“紧急”为由看过的完整信息；查看不受阻拦，当日列在这里',
    day: '日期',
    dayHint: '留空为今天',
    show: '查看这一天',
    at: '时间',
    by: '谁',
    senior: '老人',
    region: '区划',
    fields: '看了什么',
    incident: '本人受理的事件',
    outside: '不在任何事件中',
    open: '打开',
  },
};
export const en: typeof zh = {
  reveals: {
    title: 'Emergency reads',
    note: 'What was read in full for an emergency; never stopped, and listed here the same day',
    day: 'Day',
    dayHint: 'empty: today',
    show: 'Show this day',
    at: 'When',
    by: 'Who',
    senior: 'Senior',
    region: 'Region',
    fields: 'What was read',
    incident: 'Her own incident',
    outside: 'outside of any',
    open: 'open',
  },
};
