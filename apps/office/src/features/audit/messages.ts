export const zh = {
  audit: {
    title: '查看记录',
    note: '谁在何时看过、做过什么；只增不改，查看本页也会记录',
    at: '时间',
    actor: '谁',
    action: '动作',
    subject: '对象',
    region: '区划',
    details: '细节（代码）',
    subjectId: '对象编号',
    actorId: '账号编号',
    from: '从（日期）',
    to: '到（日期）',
  },
};
export const en: typeof zh = {
  audit: {
    title: 'Audit log',
    note: 'Who saw and did what, and when; never changed, and reading this page is recorded',
    at: 'When',
    actor: 'Who',
    action: 'Action',
    subject: 'Subject',
    region: 'Region',
    details: 'Details (codes)',
    subjectId: 'Id of the subject',
    actorId: 'Id of the account',
    from: 'From (day)',
    to: 'To (day)',
  },
};
