import type { HealthItem } from '@silverbell/usecases';
import type { HealthItemOnWire } from '@silverbell/wire';

type HealthItemLabel = HealthItemOnWire['words'];
const both = (zh: string, en: string): HealthItemLabel => ({ 'zh-CN': zh, en });

/** What each fact is called. */
const NAMES: Readonly<Record<string, HealthItemLabel>> = {
  database: both('数据库上次应答', 'The database answered last'),
  overdue: both('最早的逾期步骤', 'The oldest overdue step'),
  engine: both('任一引擎上次心跳', 'The last heartbeat of any engine'),
  worker: both('导入导出进程上次心跳', 'The last heartbeat of the worker for imports and exports'),
  heartbeat: both('上次心跳', 'The last heartbeat'),
  mqtt: both('设备接入', 'The door for devices'),
  spool: both('暂存、等待数据库的报文', 'Messages kept aside until the database is back'),
  'intake-lag': both('报文在外部消息代理中的等待', 'Wait in the queue of the outside broker'),
  clock: both('系统时钟与进程时钟相差', 'The wall clock and the clock of the engine differ'),
  'api:clock': both('系统时钟与接口进程时钟相差', 'The wall clock and the clock of the api differ'),
  replicas: both('上次收到其他服务器的位置通报', 'Words of the other servers about positions were last heard'),
  'clock-database': both('引擎时钟与数据库时钟相差', 'The clock of the engine and that of the database differ'),
  'api:clock-database': both('接口进程时钟与数据库时钟相差', 'The clock of the api and that of the database differ'),
  'telemetry-shed': both('一分钟内舍弃的心跳与读数', 'Heartbeats and readings let go within a minute'),
  'connections-limited': both(
    '一分钟内因设备连接数已满而断开的连接',
    'Connections of devices ended within a minute because a limit was reached',
  ),
  'api:connections-limited': both(
    '一分钟内因页面连接数已满而断开的连接',
    'Connections of pages ended within a minute because a limit was reached',
  ),
  'provider:sms': both('短信服务商无应答', 'The provider of short messages takes nothing'),
  'provider:voice': both('语音服务商无应答', 'The provider of voice calls takes nothing'),
  'weak-secret': both('平台密钥 SILVERBELL_SECRET', 'The secret of the platform, SILVERBELL_SECRET'),
  'second-factor-off': both('管理员登录', 'Logins of administrators'),
  'dead-man': both('上次通知外部监视', 'The outside monitor last heard from us'),
  'loop:ticker': both('到期步骤检查', 'Looking for steps that are due'),
  'loop:replay': both('暂存报文重放', 'Handing in what was kept aside'),
  'loop:suspensions': both('停用检查', 'Looking for suspensions'),
  'loop:presence': both('在线检查', 'Looking for who fell silent'),
  'loop:exercises': both('演练与测试检查', 'Looking for drills and tests'),
  'loop:retention': both('到期数据清理检查', 'Looking for what was kept long enough'),
};
/** What is wrong, and how it is mended: keys of data that exists cannot be made anew in place. */
const WEAK_SECRET_WORDS = both(
  '过于简单，可能被猜出。更换方法：另建数据目录（SILVERBELL_DATA_DIR），不设 SILVERBELL_SECRET 或取 openssl rand -hex 32，重新登记人员与设备后停用旧目录；已有数据的密钥不能就地更换',
  'too easy to guess. To change it, begin a new data folder (SILVERBELL_DATA_DIR) without SILVERBELL_SECRET or with one of openssl rand -hex 32, register people and devices there and give up the old one; keys of data that exists cannot be changed in place',
);
const SECOND_FACTOR_OFF_WORDS = both(
  '不要求动态验证码（SILVERBELL_TOTP=off），仅限本机使用',
  'without a second factor (SILVERBELL_TOTP=off), which is for this machine alone',
);
const CHANNELS: Readonly<Record<string, HealthItemLabel>> = {
  device: both('设备回执', 'receipts to devices'),
  sms: both('短信', 'short messages'),
  voice: both('语音电话', 'voice calls'),
  socket: both('助老员页面', "helpers' pages"),
  platform: both('平台内部事项', "the platform's own items"),
};

/** One fact in one sentence of each language: what, how much, how many, and what would be too much. */
export function healthSentences(item: HealthItem): HealthItemLabel {
  const name = nameOf(item.server?.kind === 'api' ? `api:${item.key}` : item.key);
  const measured = valueSentences(item);
  const whose = whoseOf(item);
  return both(`${name['zh-CN']}：${measured['zh-CN']}${whose['zh-CN']}`, `${name.en}: ${measured.en}${whose.en}`);
}

/** As much of its name as tells two apart. */
function whoseOf({ server }: HealthItem): HealthItemLabel {
  if (server === null) return both('', '');
  const id = server.id.slice(0, 8);
  return server.kind === 'engine' ? both(`，引擎 ${id}`, `, engine ${id}`) : both(`，接口 ${id}`, `, api ${id}`);
}

function nameOf(key: string): HealthItemLabel {
  const known = NAMES[key];
  if (known) return known;
  const channel = key.split(':').at(-1) ?? key;
  const to = CHANNELS[channel] ?? both(channel, channel);
  return key.startsWith('loop:')
    ? both(`发送检查（${to['zh-CN']}）`, `Looking for what is to be sent (${to.en})`)
    : both(`最早的待发消息（${to['zh-CN']}）`, `The oldest message to be sent (${to.en})`);
}

function valueSentences({ key, value, unit, limit, count }: HealthItem): HealthItemLabel {
  if (value === null)
    return key === 'dead-man' && limit === null
      ? both('未设置外部监视', 'no outside monitor is set')
      : both('未知', 'unknown');
  if (key === 'weak-secret') return WEAK_SECRET_WORDS;
  if (key === 'second-factor-off') return SECOND_FACTOR_OFF_WORDS;
  if (key === 'mqtt') return value === 0 ? both('开放', 'open') : both('未开放', 'closed');
  if (unit === 'count') return both(`${String(value)} 件`, `${String(value)} in all`);
  const waits = key === 'overdue' || key.startsWith('relay:');
  const many =
    count === null || count === 0 ? both('', '') : both(`，共 ${String(count)} 件`, `, ${String(count)} in all`);
  const most =
    limit === null ? both('，无限值', ', no limit') : both(`（限 ${String(limit)} 秒）`, ` (limit ${String(limit)} s)`);
  if (waits && (count ?? 0) === 0) return both(`无${most['zh-CN']}`, `none${most.en}`);
  const number = value.toFixed(1);
  const ago = waits || key.startsWith('clock') || key === 'intake-lag' ? both('', '') : both('前', ' ago');
  return both(
    `${number} 秒${ago['zh-CN']}${many['zh-CN']}${most['zh-CN']}`,
    `${number} s${ago.en}${many.en}${most.en}`,
  );
}
