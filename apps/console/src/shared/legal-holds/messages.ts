import type { MessageTree, Translation } from '@silverbell/web-ui';

export const zh = {
  holds: {
    title: '依法保全',
    held: '保全中',
    none: '没有保全。',
    why: '保全期间，记录不按期限清除，相关老人的资料也不能删除。设置和解除都会永久留下记录。',
    case: '事件 {{number}}',
    placed: '{{on}}：{{reason}}（{{at}}，{{by}}）',
    lifted: '已解除：{{reason}}（{{at}}，{{by}}）',
    place: '设置保全',
    placeReason: '保全原因',
    lift: '解除保全',
    liftReason: '解除原因',
    missing: '请选择原因。',
  },
} satisfies MessageTree;

export const en = {
  holds: {
    title: 'Legal hold',
    held: 'Held',
    none: 'Nothing is held.',
    why: 'While it is held nothing goes when its time is over, and none of the people in it can be erased. Placing and lifting stay on record for ever.',
    case: 'case {{number}}',
    placed: '{{on}}: {{reason}} ({{at}}, {{by}})',
    lifted: 'lifted: {{reason}} ({{at}}, {{by}})',
    place: 'Place a hold',
    placeReason: 'Why it is held',
    lift: 'Lift the hold',
    liftReason: 'Why it is lifted',
    missing: 'Please choose a reason.',
  },
} satisfies Translation<typeof zh>;
