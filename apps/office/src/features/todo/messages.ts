export const zh = {
  todo: {
    title: '待办',
    note: '按期限排列；做完的自动消失',
    what: '事项',
    count: '数量',
    why: '为什么在这里',
    open: '去处理',
    testOverdue: '试铃到期的设备',
    testOverdueWhy: '超过本地区规定的天数没有按铃试过',
    neverHeard: '从未上线的设备',
    neverHeardWhy: '已登记，但平台从未收到过它的消息',
    more: '{{n}} 以上',
    none: '目前没有到期的事项。',
  },
};
export const en: typeof zh = {
  todo: {
    title: 'To do',
    note: 'By due date; what is done leaves by itself',
    what: 'What',
    count: 'How many',
    why: 'Why it is here',
    open: 'Go there',
    testOverdue: 'Devices due for a test press',
    testOverdueWhy: 'Not tried for longer than the region allows',
    neverHeard: 'Devices never heard',
    neverHeardWhy: 'Registered, but the platform never had a message from them',
    more: '{{n}} or more',
    none: 'Nothing is due now.',
  },
};
