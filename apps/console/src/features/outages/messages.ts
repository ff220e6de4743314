import type { MessageTree, Translation } from '@silverbell/web-ui';

export const zh = {
  outages: {
    title: '失联',
    map: '失联区域地图',
    none: '目前没有失联事件。',
    readAt: '{{at}} 读取',
    since: '{{at}} 起',
    open: '打开事件并点名',
    inside: '失联范围内有人求助',
    progress: '名单 {{listed}} 人：已联系上 {{reached}} 人，设备恢复 {{heard}} 人，还有 {{left}} 人',
    byTier: '按优先级统计',
    tier: '优先级',
    homes: '户数',
    listed: '人数',
    left: '未联系上',
    tierOf: { '1': '第 1 优先：靠用电设备维持', '2': '第 2 优先：没有别人会发现', '3': '第 3 优先：其他人' },
    next: '接下来联系',
  },
} satisfies MessageTree;

export const en = {
  outages: {
    title: 'Outages',
    map: 'Map of the outages',
    none: 'No outage is open.',
    readAt: 'read at {{at}}',
    since: 'since {{at}}',
    open: 'Open the case and call the roll',
    inside: 'Somebody calls for help from inside',
    progress: '{{listed}} on the list: {{reached}} reached, {{heard}} heard again, {{left}} left',
    byTier: 'Counts by priority',
    tier: 'Priority',
    homes: 'Homes',
    listed: 'People',
    left: 'Not reached',
    tierOf: {
      '1': 'First: a machine keeps her alive',
      '2': 'Second: nobody else would notice',
      '3': 'Third: everybody else',
    },
    next: 'Call next',
  },
} satisfies Translation<typeof zh>;
