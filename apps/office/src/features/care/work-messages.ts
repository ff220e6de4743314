export const zh = {
  work: {
    title: '照料待办',
    note: '走访、助餐、服务单、投诉和核实；逾期的同时列入上级督办',
    counts: '汇总',
    all: '全部',
    on: '截至 {{day}}',
    what: '事项',
    about: '老人或护理员',
    region: '区划',
    owner: '由谁办',
    due: '期限',
    reminded: '最近催办',
    late: '{{day}}，逾期 {{n}} 天',
  },
};
export const en: typeof zh = {
  work: {
    title: 'Daytime work',
    note: 'Visits, meals, orders, complaints and verifications; what is overdue is on the list above as well',
    counts: 'Totals',
    all: 'All',
    on: 'as of {{day}}',
    what: 'What',
    about: 'Senior or worker',
    region: 'Region',
    owner: 'Whose turn',
    due: 'Due',
    reminded: 'Reminded',
    late: '{{day}}, {{n}} days overdue',
  },
};
