import type { MessageTree, Translation } from '@silverbell/web-ui';

declare module '@silverbell/web-ui/message-types' {
  interface Messages {
    pendant: typeof zh;
  }
}

export const zh = {
  app: {
    title: '呼叫器教学',
    intro: '在浏览器里试用一个呼叫器：按下求助，看到、感到、听到平台的回执。演示环境，不会叫来真的人。',
    introReal: '这是一个真的呼叫器：按下求助，值班中心会收到，会有人前往。',
  },
  connect: {
    title: '连接设备',
    device: '设备编号',
    other: '其他设备',
    secret: '设备密钥',
    submit: '连接',
    disconnect: '断开',
    state: {
      off: '未连接',
      connecting: '正在连接…',
      on: '已连接',
      refused: '设备编号或密钥不正确',
      lost: '连接中断，正在重连…',
    },
    noPort: '无法读取平台的连接信息，请稍候。',
  },
  press: {
    title: '呼叫器',
    kind: '告警类型',
    battery: '电量（%）',
    button: '按铃求助',
    again: '再次按铃',
    times: '已按 {{n}} 次',
    sending: '正在发送，第 {{n}} 次',
    waiting: '等待平台回执… {{span}}',
    none: '未收到平台回执，请直接拨打电话。',
    notSent: '没有连接，消息还没有送出。',
    silent: '（静默回执：真实设备不亮灯、不出声）',
    eta: '约 {{n}} 分钟到',
    id: '告警编号 {{id}}',
  },
  lights: {
    title: '指示灯',
    received: '平台已收到',
    searching: '正在找人',
    coming: '有人前往',
    arrived: '已到场',
    on: '亮',
    off: '灭',
  },
  receipts: { title: '回执', none: '还没有回执。' },
  lessons: {
    title: '平台会怎样回答',
    how: '点一行试一试：灯怎样亮、怎样震、说什么。',
    lamps: '{{n}} 盏灯亮',
    felt: { 'one-long': '长震一下', 'two-short': '短震两下', 'three-short': '短震三下', 'two-long': '长震两下' },
    fallBack: '30 秒没有收到回执，呼叫器会自己拨打备用电话。',
  },
} satisfies MessageTree;

export const en = {
  app: {
    title: 'Learn the pendant',
    intro:
      'Try a pendant in the browser: press for help, then see, feel and hear the receipts. A demo: no real person comes.',
    introReal: 'This is a real pendant: press for help, and the desk receives it and sends somebody.',
  },
  connect: {
    title: 'Connect a device',
    device: 'Device id',
    other: 'Another device',
    secret: 'Device secret',
    submit: 'Connect',
    disconnect: 'Disconnect',
    state: {
      off: 'not connected',
      connecting: 'connecting…',
      on: 'connected',
      refused: 'device id or secret is wrong',
      lost: 'connection lost, trying again…',
    },
    noPort: 'The connection details of the platform cannot be read yet.',
  },
  press: {
    title: 'Pendant',
    kind: 'Kind of alert',
    battery: 'Battery (%)',
    button: 'Press for help',
    again: 'Press again',
    times: 'pressed {{n}} times',
    sending: 'sending, attempt {{n}}',
    waiting: 'waiting for the receipt… {{span}}',
    none: 'No receipt from the platform: please dial directly.',
    notSent: 'Not connected: the message has not left yet.',
    silent: '(silent receipt: a real device stays dark and mute)',
    eta: 'in about {{n}} min',
    id: 'alert {{id}}',
  },
  lights: {
    title: 'Lights',
    received: 'Received',
    searching: 'Searching',
    coming: 'Somebody is coming',
    arrived: 'Arrived',
    on: 'on',
    off: 'off',
  },
  receipts: { title: 'Receipts', none: 'No receipts yet.' },
  lessons: {
    title: 'How the platform answers',
    how: 'Press a row to see, feel and hear it.',
    lamps: '{{n}} lamps burn',
    felt: { 'one-long': 'one long', 'two-short': 'two short', 'three-short': 'three short', 'two-long': 'two long' },
    fallBack: 'After 30 s without a receipt the pendant dials its own fallback number.',
  },
} satisfies Translation<typeof zh>;
