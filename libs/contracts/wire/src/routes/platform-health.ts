import { ENDPOINTS } from '../endpoints.js';
import {
  basemapResponse,
  brokerActAnswer,
  brokerActRequest,
  brokerLoginAnswer,
  brokerLoginRequest,
  liveResponse,
  metaResponse,
  platformHealthResponse,
  readyResponse,
  retentionResponse,
  voiceHookRequest,
  voiceHookResponse,
} from '../http/index.js';
import type { Route } from './route.js';
import { LOOK, ANYBODY, words, look } from './shape.js';

/** What machines ask, and what is known of the platform itself. */
export const PLATFORM_HEALTH_ROUTES = {
  meta: {
    ...look(
      'meta',
      ANYBODY,
      'machine-room',
      metaResponse,
      words('版本、时区、是否演示', 'Version, time zone, demo or not'),
    ),
    roles: 'public',
  },
  basemap: {
    ...look(
      'basemap',
      ANYBODY,
      'machine-room',
      basemapResponse,
      words('底图（演示）', 'The base map, of the demo county'),
    ),
    roles: 'public',
  },
  brokerLogin: {
    ...ENDPOINTS.brokerLogin,
    roles: 'public',
    body: brokerLoginRequest,
    response: brokerLoginAnswer,
    status: 200,
    tag: 'machine-room',
    summary: words('EMQX 询问：此设备可否连接（共享密钥）', 'EMQX asks who may connect (shared secret)'),
    problems: ['not-allowed', 'unavailable'],
  },
  brokerAct: {
    ...ENDPOINTS.brokerAct,
    roles: 'public',
    body: brokerActRequest,
    response: brokerActAnswer,
    status: 200,
    tag: 'machine-room',
    summary: words(
      'EMQX 询问：可否发布或订阅（共享密钥）',
      'EMQX asks who may publish or subscribe where (shared secret)',
    ),
    problems: ['not-allowed'],
  },
  voiceHook: {
    ...ENDPOINTS.voiceHook,
    roles: 'public',
    body: voiceHookRequest,
    response: voiceHookResponse,
    status: 200,
    tag: 'machine-room',
    summary: words(
      '短信和语音平台的回报：送达、按键（签名）',
      'Delivery and key presses, reported by the SMS or voice gateway (signed)',
    ),
    problems: ['not-allowed'],
  },
  platformHealth: look(
    'platformHealth',
    LOOK,
    'machine-room',
    platformHealthResponse,
    words(
      '平台运行：什么逾期、什么积压、哪些部分有心跳',
      'Platform health: what is overdue, what waits, which parts have a heartbeat',
    ),
  ),
  retention: look(
    'retention',
    ['lead', 'admin', 'supervisor', 'auditor'],
    'machine-room',
    retentionResponse,
    words('数据保存期限与清理记录', 'How long what is kept, and what went when'),
  ),
  live: {
    ...ENDPOINTS.live,
    roles: 'public',
    body: null,
    response: liveResponse,
    status: 200,
    tag: 'machine-room',
    summary: words('进程存活', 'The process is alive'),
  },
  ready: {
    ...ENDPOINTS.ready,
    roles: 'public',
    body: null,
    response: readyResponse,
    status: 200,
    tag: 'machine-room',
    summary: words('已迁移、已初始化、MQTT 在监听', 'Migrated, seeded, MQTT listening'),
    problems: ['unavailable'],
  },
  metrics: {
    ...ENDPOINTS.metrics,
    roles: 'public',
    body: null,
    response: null,
    status: 200,
    tag: 'machine-room',
    summary: words('Prometheus 指标', 'Prometheus metrics'),
  },
} as const satisfies Record<string, Route>;
