export const zh = {
  coverage: {
    title: '助老员覆盖',
    note: '按值班日历：每个村、每小时有几个人能及时到',
    within: '{{n}} 分钟内到达（含出门）',
    tonight: '今晚无人可到',
    tonightNone: '今晚每个村都有人能及时到。',
    village: '村',
    uncovered: '七天内无人的小时',
    day: '哪一天',
    region: '区划（含下级）',
    table: '逐小时人数',
    cell: '{{hour}} 点 {{n}} 人',
    none: '没有村。',
  },
};
export const en: typeof zh = {
  coverage: {
    title: 'Coverage',
    note: 'By the duty calendars: how many helpers would be there in time, by village and hour',
    within: 'within {{n}} minutes, turnout and way',
    tonight: 'Out of reach tonight',
    tonightNone: 'Tonight somebody is in reach of each village.',
    village: 'Village',
    uncovered: 'Hours of the week with no helper',
    day: 'Which day',
    region: 'Region, with all below',
    table: 'Helpers by hour',
    cell: '{{n}} at {{hour}}:00',
    none: 'There is no village.',
  },
};
