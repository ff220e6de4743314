import type { MessageTree, Translation } from '@silverbell/web-ui';

export const zh = {
  health: {
    title: '平台运行',
    verdict: { ok: '正常', late: '延迟', unknown: '未知' },
    overall: {
      ok: '平台各部分都在按时工作。',
      late: '平台有部分延迟，见下表。',
      unknown: '有重要部分的状态读不到，见下表。',
    },
    readAt: '{{at}} 读取',
    state: '状态',
    fact: '事实',
    seats: '值班席位',
    seatsNone: '现在无人值班：按铃立即转溢出中心。',
    seatsNoneThere: '有人值班，但没有一个控制台已连接：按无人值班处理，按铃立即转溢出中心。',
    seat: '值班中，控制台已连接',
    seatUnconnected: '值班中但控制台未连接',
    seatTraining: '培训席位',
    seatSince: '自 {{at}}',
    phone: '话机：{{state}}',
    banner: '平台延迟：到期的步骤或消息没有按时执行。请按纸面流程人工呼叫，并通知系统管理员。',
    clockBanner:
      '服务器时钟异常：有人调整过时间，或与数据库时间不一致。到期步骤可能提前或推迟，记录的时刻可能不准。请核对现在的时间，人工盯守未结案件，并通知系统管理员校准时间后重启该服务进程。',
    attend: '我在处理，停止响铃',
    attended: '本席已在处理，恢复前横幅保留。',
    open: '查看平台运行',
  },
} satisfies MessageTree;

export const en = {
  health: {
    title: 'Platform health',
    verdict: { ok: 'ok', late: 'late', unknown: 'unknown' },
    overall: {
      ok: 'Every part of the platform works in time.',
      late: 'Part of the platform is late, see below.',
      unknown: 'An important part cannot be read, see below.',
    },
    readAt: 'read at {{at}}',
    state: 'State',
    fact: 'Fact',
    seats: 'Seats on duty',
    seatsNone: 'Nobody is on duty: a press goes to the overflow centre at once.',
    seatsNoneThere:
      'People are on duty, and no console is connected: they count as not there, and a press goes to the overflow centre at once.',
    seat: 'on duty, console connected',
    seatUnconnected: 'on duty, but the console is not connected',
    seatTraining: 'training seat',
    seatSince: 'since {{at}}',
    phone: 'telephone: {{state}}',
    banner:
      'The platform is late: steps or messages that are due do not happen in time. Call by hand, by the paper procedure, and tell the administrator.',
    clockBanner:
      'The clock of the server is wrong: somebody set it, or it differs from that of the database. Steps may come too early or too late, and recorded times may be off. Check the time, watch the open cases by hand, and tell the administrator to set the clock right and restart that server process.',
    attend: 'I am on it, stop ringing',
    attended: 'This desk is on it; the banner stays until it is over.',
    open: 'Open platform health',
  },
} satisfies Translation<typeof zh>;
