import type { MessageTree, Translation } from '@silverbell/web-ui';

/** A call that is placed from the page: her own telephone rings first. */
export const zh = {
  dialling: {
    call: '拨打 {{number}}（{{who}}）',
    rings: '先振本席话机，接听后再拨 {{number}}。',
    calling: '正在呼叫 {{number}}',
    talking: '通话中 {{number}}',
    over: '通话已结束，请选择通话结果。',
  },
} satisfies MessageTree;

export const en = {
  dialling: {
    call: 'Dial {{number}} ({{who}})',
    rings: 'Your own telephone rings first, then {{number}}.',
    calling: 'Calling {{number}}',
    talking: 'Talking to {{number}}',
    over: 'The call is over: choose its result.',
  },
} satisfies Translation<typeof zh>;
