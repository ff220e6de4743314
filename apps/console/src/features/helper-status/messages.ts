import type { MessageTree, Translation } from '@silverbell/web-ui';

export const zh = {
  helpers: {
    title: '助老员：{{name}}',
    standing: '停用与恢复',
    active: '可以接单',
    suspended: '已停用',
    suspendWhy:
      '停用后立即生效：未答复的邀请撤回，手上的任务转给别人；本人只会被告知暂停，不会被告知原因。受到指控时先停用、再调查。',
    reinstateWhy: '因指控停用的，须由另一人恢复。',
    suspend: '停用',
    reinstate: '恢复',
    reason: '原因',
    note: '说明（仅班长和管理员可见，可不填）',
    history: '记录',
    historyNone: '从未停用。',
    since: '{{at}} 由 {{by}} 停用：{{reason}}',
    lifted: '{{at}} 由 {{by}} 恢复：{{reason}}',
    unknownBy: '未记录',
    open: '停用…',
    missing: '请填写“{{field}}”。',
    barred: '不可派（仅班长可见）',
    back: '返回事件',
  },
} satisfies MessageTree;

export const en = {
  helpers: {
    title: 'Helper: {{name}}',
    standing: 'Suspension',
    active: 'may be asked',
    suspended: 'suspended',
    suspendWhy:
      'At once: open offers end, her task goes to somebody else; she is told to stop, never why. With an allegation: suspend first, examine then.',
    reinstateWhy: 'After an allegation somebody else than who suspended her must reinstate her.',
    suspend: 'Suspend',
    reinstate: 'Reinstate',
    reason: 'Reason',
    note: 'Remark (for leads and administrators only, optional)',
    history: 'On record',
    historyNone: 'Never suspended.',
    since: '{{at}} suspended by {{by}}: {{reason}}',
    lifted: '{{at}} reinstated by {{by}}: {{reason}}',
    unknownBy: 'not on record',
    open: 'Suspend…',
    missing: 'Please fill in “{{field}}”.',
    barred: 'May not be sent (leads only)',
    back: 'Back to the case',
  },
} satisfies Translation<typeof zh>;
