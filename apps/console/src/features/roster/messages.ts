import type { MessageTree, Translation } from '@silverbell/web-ui';

export const zh = {
  roster: {
    title: '离线名册',
    why: '停电断网时仍能逐户打电话：本区域全部老人，按风险排序，附联系人和值班电话。',
    care: '含个人信息：每次读取都会记录；打印后请锁存，换新时销毁旧的。',
    read: '读取名册',
    again: '重新读取',
    print: '打印',
    frame: '名册预览',
  },
} satisfies MessageTree;

export const en = {
  roster: {
    title: 'Off-line roster',
    why: 'For the day without power and line: everybody of your region by risk, with contacts and duty numbers.',
    care: 'Personal data: every reading is logged; keep the print locked away and destroy it when a new one is made.',
    read: 'Read the roster',
    again: 'Read it again',
    print: 'Print',
    frame: 'Preview of the roster',
  },
} satisfies Translation<typeof zh>;
