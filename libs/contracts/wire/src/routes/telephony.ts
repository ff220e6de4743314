import { ENDPOINTS } from '../endpoints.js';
import {
  agentPhoneRequest,
  controlCallRequest,
  incident,
  linkCallRequest,
  openFromCallRequest,
  phoneCallList,
  phoneCallOnWire,
  placeCallRequest,
  playback,
  playRecordingRequest,
  telephonyHookRequest,
  telephonyHookResponse,
  telephonyOnWire,
} from '../http/index.js';
import { idempotentWrite } from './idempotent-write.js';
import type { Route } from './route.js';
import { ACT, look, words } from './shape.js';

/** The telephone: what rings, who is free, and what an agent asks of the exchange. Without an exchange all of it says so. */
export const TELEPHONY_ROUTES = {
  telephonyHook: {
    ...ENDPOINTS.telephonyHook,
    roles: 'public',
    body: telephonyHookRequest,
    response: telephonyHookResponse,
    status: 200,
    tag: 'machine-room',
    summary: words('电话系统的回报：振铃、接听、结束、录音（签名）', 'What an exchange reports of calls (signed)'),
    problems: ['not-allowed'],
  },
  telephony: look(
    'telephony',
    [...ACT, 'supervisor'],
    'telephony',
    telephonyOnWire,
    words('电话：连接、坐席状态、正在进行的通话', 'The telephone: its link, its agents, the calls that go on'),
  ),
  phoneCalls: look('phoneCalls', ACT, 'telephony', phoneCallList, words('事件的通话', 'The calls about an incident')),
  agentPhone: {
    ...idempotentWrite(
      'agentPhone',
      ACT,
      'telephony',
      agentPhoneRequest,
      telephonyOnWire,
      words('坐席：示闲、小休、离线', 'Ready, on a break or off the telephone'),
      ['invalid-request'],
    ),
  },
  placeCall: {
    ...idempotentWrite(
      'placeCall',
      ACT,
      'telephony',
      placeCallRequest,
      phoneCallOnWire,
      words('点击呼叫：先振坐席话机，再拨对方', 'Click to call: the agent’s telephone first, then the number'),
      ['exchange-unreachable', 'id-taken', 'not-found'],
    ),
    status: 201,
  },
  controlCall: idempotentWrite(
    'controlCall',
    ACT,
    'telephony',
    controlCallRequest,
    phoneCallOnWire,
    words('通话操作：接听、保持、转接、三方、挂断', 'Answer, hold, transfer, add a third party, hang up'),
    ['exchange-unreachable', 'call-over'],
  ),
  linkCall: idempotentWrite(
    'linkCall',
    ACT,
    'telephony',
    linkCallRequest,
    phoneCallOnWire,
    words('把通话关联到事件', 'Say which incident a call is about'),
    [],
  ),
  openFromCall: {
    ...ENDPOINTS.openFromCall,
    roles: ACT,
    body: openFromCallRequest,
    response: incident,
    status: 201,
    idempotent: true,
    tag: 'telephony',
    summary: words('来电立案', 'A call becomes an incident'),
    problems: [],
  },
  playRecording: idempotentWrite(
    'playRecording',
    ACT,
    'telephony',
    playRecordingRequest,
    playback,
    words('播放录音（须填用途，记入审计）', 'Hear a recording, for a stated purpose that is on record'),
    ['exchange-unreachable', 'no-recording'],
  ),
} as const satisfies Record<string, Route>;
