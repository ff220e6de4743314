import type { z } from 'zod';
import type { ProblemSlug, Role } from './codes.js';
import {
  agencyCallRequest,
  approveLaddersRequest,
  arriveRequest,
  assignment,
  assignmentList,
  attendanceRequest,
  awayRequest,
  basemapResponse,
  brokerActAnswer,
  brokerActRequest,
  brokerLoginAnswer,
  brokerLoginRequest,
  callRequest,
  candidateList,
  closeRequest,
  codeWordRequest,
  confirmPlaceRequest,
  declineRequest,
  destinationRequest,
  device,
  devicePage,
  deviceQuery,
  drill,
  drillList,
  drillPressRequest,
  deviceChangeRequest,
  deviceLogin,
  devicePlace,
  dryRunRequest,
  dryRunResponse,
  dutyRequest,
  dutyResponse,
  emergencyDecisionRequest,
  endLadderDraftRequest,
  eraseRequest,
  familyIncidentList,
  familySeniorList,
  finishRequest,
  helperStanding,
  holdRequest,
  homeList,
  homeQuery,
  incident,
  incidentPage,
  incidentQuery,
  ladderDraftDetail,
  liveResponse,
  loginRequest,
  loginResponse,
  meResponse,
  metaResponse,
  noteRequest,
  nothing,
  offer,
  offerList,
  offersRequest,
  openDrillRequest,
  openIncidentRequest,
  openTestWindowRequest,
  platformHealthResponse,
  positionRequest,
  proposeLaddersRequest,
  readingList,
  readyResponse,
  regionLadders,
  registerDeviceRequest,
  retentionResponse,
  retiredDevice,
  reinstateRequest,
  releaseRequest,
  rollCallRequest,
  sceneRequest,
  suspendRequest,
  silenceRulesRequest,
  silenceView,
  takeOverRequest,
  testWindow,
  verdictRequest,
  voiceHookRequest,
  voiceHookResponse,
  weatherRequest,
  weatherResponse,
  withdrawRequest,
} from './http/index.js';
import type { Label } from './labels.js';

export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'DELETE';

export interface Route {
  readonly method: HttpMethod;
  /** With `{name}` for parameters, from the root of the server. */
  readonly path: string;
  /** Who may call it; `public` needs no token. */
  readonly roles: readonly Role[] | 'public';
  /** `null`: takes no body. An empty or absent body counts as `{}`. */
  readonly body: z.ZodType | null;
  readonly query?: z.ZodType;
  /** `null`: not JSON (metrics). */
  readonly response: z.ZodType | null;
  readonly status: 200 | 201;
  /** Takes `Idempotency-Key`. */
  readonly idempotent?: boolean;
  /** Takes `If-Match: "<version>"`. */
  readonly ifMatch?: boolean;
  readonly tag:
    'auth' | 'incidents' | 'me' | 'helper' | 'family' | 'people' | 'devices' | 'drills' | 'ladders' | 'machine-room';
  readonly summary: Label;
  /** Refusals of its own, beside the ones every route has. */
  readonly problems?: readonly ProblemSlug[];
}

const API = '/api/v1';
/** May act on a case. */
const ACT: readonly Role[] = ['operator', 'lead'];
/** May look at one. */
const LOOK: readonly Role[] = ['operator', 'lead', 'admin', 'supervisor', 'auditor'];
/** May keep what is on file of people and things. */
const KEEP: readonly Role[] = ['operator', 'lead', 'admin'];
const HELPER: readonly Role[] = ['helper'];
const FAMILY: readonly Role[] = ['family'];
/** Answers for people: who may go, and who may know. */
const ANSWERS: readonly Role[] = ['lead', 'admin'];
const ANYBODY: readonly Role[] = ['admin', 'lead', 'operator', 'helper', 'family', 'supervisor', 'auditor'];

const words = (zh: string, en: string): Label => ({ 'zh-CN': zh, en });

const look = <Response extends z.ZodType>(
  path: string,
  roles: readonly Role[],
  tag: Route['tag'],
  response: Response,
  summary: Label,
) => ({ method: 'GET', path: API + path, roles, body: null, response, status: 200, tag, summary }) as const;

/** A command on a case by an operator: answers with the case as it is afterwards. */
const act = <Body extends z.ZodType>(name: string, body: Body, summary: Label, problems: readonly ProblemSlug[] = []) =>
  ({
    method: 'POST',
    path: `${API}/incidents/{id}/${name}`,
    roles: ACT,
    body,
    response: incident,
    status: 200,
    idempotent: true,
    ifMatch: true,
    tag: 'incidents',
    summary,
    problems: ['already-closed', 'stale-version', ...problems],
  }) as const;

const helperAct = <Body extends z.ZodType, Response extends z.ZodType>(
  path: string,
  body: Body,
  response: Response,
  summary: Label,
  problems: readonly ProblemSlug[] = [],
) =>
  ({
    method: 'POST',
    path: API + path,
    roles: HELPER,
    body,
    response,
    status: 200,
    idempotent: true,
    tag: 'helper',
    summary,
    problems,
  }) as const;

/** Ladders are edited by leads and administrators of the region, never by one person alone. */
const editLadders = <Body extends z.ZodType, Response extends z.ZodType>(
  path: string,
  body: Body,
  response: Response,
  problems: readonly ProblemSlug[] = [],
) =>
  ({
    method: 'POST',
    path: API + path,
    roles: ['lead', 'admin'],
    body,
    response,
    status: 200,
    tag: 'ladders',
    problems: ['ladder-draft-decided', ...problems],
  }) as const;

/** Every route of the house. The api serves exactly these, and a test holds it to that. */
export const ROUTES = {
  login: {
    method: 'POST',
    path: `${API}/auth/login`,
    roles: 'public',
    body: loginRequest,
    response: loginResponse,
    status: 200,
    tag: 'auth',
    summary: words('登录', 'Log in'),
    problems: ['login-failed', 'too-many-logins'],
  },
  me: look('/me', ANYBODY, 'me', meResponse, words('我是谁，是否在岗', 'Who I am, and whether I am on duty')),
  duty: {
    method: 'PUT',
    path: `${API}/me/duty`,
    roles: ['operator', 'lead', 'helper'],
    body: dutyRequest,
    response: dutyResponse,
    status: 200,
    idempotent: true,
    tag: 'me',
    summary: words('上岗或下岗', 'Go on or off duty'),
  },

  incidents: {
    ...look('/incidents', LOOK, 'incidents', incidentPage, words('事件列表', 'Cases, most urgent first')),
    query: incidentQuery,
  },
  incident: look(
    '/incidents/{id}',
    LOOK,
    'incidents',
    incident,
    words('事件详情', 'One case with everything about it'),
  ),
  candidates: look(
    '/incidents/{id}/candidates',
    LOOK,
    'incidents',
    candidateList,
    words('可派人员及排序理由', 'Who could go, ranked, with the reasons'),
  ),
  openIncident: {
    method: 'POST',
    path: `${API}/incidents`,
    roles: ACT,
    body: openIncidentRequest,
    response: incident,
    status: 201,
    idempotent: true,
    tag: 'incidents',
    summary: words('来电立案', 'A telephone call becomes a case'),
  },
  attend: act('attend', nothing, words('受理；受理人再次调用即续期', 'Attend; by its owner again: renew the lease'), [
    'already-attended',
  ]),
  release: act('release', releaseRequest, words('放回', 'Give the case back'), ['not-owner']),
  takeOver: act('take-over', takeOverRequest, words('接管', 'Take the case over')),
  verdict: act('verdict', verdictRequest, words('核实结论', 'Say what is known'), ['proof-missing']),
  destination: act('destination', destinationRequest, words('确定前往地点', 'Decide where help goes')),
  offers: act(
    'offers',
    offersRequest,
    words('派单给指定人员，或发起下一轮', 'Ask these people, or start the next wave'),
    ['wave-running'],
  ),
  hold: act('hold', holdRequest, words('挂起', 'Hold'), ['hold-too-long']),
  calls: act('calls', callRequest, words('登记通话', 'Record a call, open or ended')),
  agencyCalls: act(
    'agency-calls',
    agencyCallRequest,
    words('登记外呼救援', 'Record a call to 120, 119, 110 or a utility'),
  ),
  emergencyDecision: act(
    'emergency-decision',
    emergencyDecisionRequest,
    words('是否呼叫急救', 'Answer the question of 120, 119 or 110'),
  ),
  rollCall: act('roll-call', rollCallRequest, words('失联点名', 'Say who of an outage was reached, and how')),
  notes: act('notes', noteRequest, words('备注', 'Add a note')),
  close: act('close', closeRequest, words('办结', 'Close the case with its outcome and proof'), ['proof-missing']),

  position: {
    method: 'POST',
    path: `${API}/me/position`,
    roles: HELPER,
    body: positionRequest,
    response: nothing,
    status: 200,
    tag: 'helper',
    summary: words('上报位置', 'Where I am'),
  },
  myOffers: look(
    '/me/offers',
    HELPER,
    'helper',
    offerList,
    words('我的派单邀请', 'My offers; asking counts as delivery'),
  ),
  accept: helperAct('/offers/{id}/accept', nothing, assignment, words('接单', 'Accept'), ['offer-taken', 'offer-over']),
  decline: helperAct('/offers/{id}/decline', declineRequest, offer, words('不接单', 'Decline'), ['offer-over']),
  myAssignments: look('/me/assignments', HELPER, 'helper', assignmentList, words('我的任务', 'My assignments')),
  depart: helperAct('/assignments/{id}/depart', nothing, assignment, words('出发', 'On my way')),
  arrive: helperAct('/assignments/{id}/arrive', arriveRequest, assignment, words('到场', 'Arrived')),
  scene: helperAct('/assignments/{id}/scene', sceneRequest, assignment, words('现场情况', 'What it is like here')),
  finish: helperAct('/assignments/{id}/finish', finishRequest, assignment, words('完成', 'Done, and how she is')),
  withdraw: helperAct(
    '/assignments/{id}/withdraw',
    withdrawRequest,
    assignment,
    words('退单', 'I cannot go after all'),
  ),

  mySeniors: look('/me/seniors', FAMILY, 'family', familySeniorList, words('我的家人', 'My relatives')),
  myIncidents: look(
    '/me/incidents',
    FAMILY,
    'family',
    familyIncidentList,
    words('家人的求助事件', "My relatives' cases"),
  ),
  familyNote: {
    method: 'POST',
    path: `${API}/incidents/{id}/family-note`,
    roles: FAMILY,
    body: noteRequest,
    response: nothing,
    status: 200,
    idempotent: true,
    tag: 'family',
    summary: words('家属留言', 'Tell the operator something'),
  },

  devices: {
    ...look(
      '/devices',
      LOOK,
      'devices',
      devicePage,
      words('设备列表（可按住所、区域、测试到期筛选）', 'Devices, by home or region, or those due to be tried out'),
    ),
    query: deviceQuery,
  },
  device: look(
    '/devices/{id}',
    LOOK,
    'devices',
    device,
    words('设备详情：在线、电量、按铃与回执', 'One device: last seen, battery, presses and receipts'),
  ),
  openTestWindow: {
    method: 'POST',
    path: `${API}/devices/{id}/test-window`,
    roles: KEEP,
    body: openTestWindowRequest,
    response: testWindow,
    status: 201,
    tag: 'devices',
    summary: words('开启测试时段（仅此设备）', 'Open a test window, for this device alone'),
  },
  endTestWindow: {
    method: 'DELETE',
    path: `${API}/devices/{id}/test-window`,
    roles: KEEP,
    body: null,
    response: testWindow,
    status: 200,
    tag: 'devices',
    summary: words('提前结束测试时段', 'End the test window before its time'),
  },
  drills: look('/drills', LOOK, 'drills', drillList, words('演练列表', 'Drills, latest first')),
  openDrill: {
    method: 'POST',
    path: `${API}/drills`,
    roles: ANSWERS,
    body: openDrillRequest,
    response: drill,
    status: 201,
    tag: 'drills',
    summary: words('开始演练', 'Open a drill, with its end'),
  },
  endDrill: {
    method: 'POST',
    path: `${API}/drills/{id}/end`,
    roles: ANSWERS,
    body: nothing,
    response: drill,
    status: 200,
    tag: 'drills',
    summary: words('结束演练', 'End a drill and its cases'),
  },
  drillPress: {
    method: 'POST',
    path: `${API}/drills/{id}/press`,
    roles: ANSWERS,
    body: drillPressRequest,
    response: incident,
    status: 201,
    tag: 'drills',
    summary: words('演练按铃：生成一起【演练】事件', 'A press that nobody made: opens a case of the drill'),
  },

  standing: look(
    '/helpers/{id}/standing',
    ANSWERS,
    'people',
    helperStanding,
    words('助老员停用记录', 'Whether a helper is suspended, and was before'),
  ),
  suspend: {
    method: 'POST',
    path: `${API}/helpers/{id}/suspend`,
    roles: ANSWERS,
    body: suspendRequest,
    response: helperStanding,
    status: 200,
    idempotent: true,
    tag: 'people',
    summary: words('停用助老员：立即失去派单和任务', 'Suspend a helper: her offers and tasks are over at once'),
  },
  reinstate: {
    method: 'POST',
    path: `${API}/helpers/{id}/reinstate`,
    roles: ANSWERS,
    body: reinstateRequest,
    response: helperStanding,
    status: 200,
    idempotent: true,
    tag: 'people',
    summary: words('恢复助老员', 'Reinstate a helper; after an allegation by somebody else than who suspended her'),
  },
  codeWord: {
    method: 'PUT',
    path: `${API}/seniors/{id}/code-word`,
    roles: ANSWERS,
    body: codeWordRequest,
    response: nothing,
    status: 200,
    idempotent: true,
    tag: 'people',
    summary: words('设置老人暗语（加密保存）', "Set a senior's code word (kept encrypted)"),
  },
  erasePerson: {
    method: 'POST',
    path: `${API}/seniors/{id}/erase`,
    roles: ['admin'],
    body: eraseRequest,
    response: nothing,
    status: 200,
    idempotent: true,
    problems: ['person-has-open-case'],
    tag: 'people',
    summary: words('永久删除老人资料（不可恢复）', 'Erase a person for ever: her rows, texts, raw frames and key'),
  },
  readings: {
    ...look(
      '/readings',
      ['lead', 'admin', 'auditor'],
      'people',
      readingList,
      words('越权查阅记录', 'Who read what of cases that were not hers'),
    ),
  },

  regionLadders: look(
    '/regions/{id}/ladders',
    LOOK,
    'ladders',
    regionLadders,
    words('区划的上报阶梯、版本与草案', "A region's ladders, their versions and drafts"),
  ),
  proposeLadders: {
    ...editLadders('/regions/{id}/ladder-drafts', proposeLaddersRequest, ladderDraftDetail, [
      'ladder-beyond-limits',
      'ladder-unchanged',
      'ladder-draft-exists',
    ]),
    status: 201,
    summary: words('提出修改上报阶梯', 'Propose another ladder; nothing changes yet'),
  },
  ladderDraft: look(
    '/ladder-drafts/{id}',
    LOOK,
    'ladders',
    ladderDraftDetail,
    words('一份草案及其经过', 'One draft with its history'),
  ),
  dryRunLadders: {
    ...editLadders('/ladder-drafts/{id}/dry-run', dryRunRequest, dryRunResponse),
    summary: words('试运行：修改前后谁会在何时被呼叫', 'Dry run: who would have been called when, before and after'),
  },
  approveLadders: {
    ...editLadders('/ladder-drafts/{id}/approve', approveLaddersRequest, ladderDraftDetail, [
      'ladder-own-draft',
      'ladder-dry-run-missing',
      'ladder-dry-run-stale',
      'ladder-effect-in-past',
      'ladder-effect-too-early',
    ]),
    summary: words('由另一人批准草案', 'Approve a draft of somebody else'),
  },
  rejectLadders: {
    ...editLadders('/ladder-drafts/{id}/reject', endLadderDraftRequest, ladderDraftDetail, ['ladder-own-draft']),
    summary: words('驳回草案', 'Reject a draft of somebody else'),
  },
  withdrawLadders: {
    ...editLadders('/ladder-drafts/{id}/withdraw', endLadderDraftRequest, ladderDraftDetail, ['ladder-not-author']),
    summary: words('撤回自己的草案', "Withdraw one's own draft"),
  },

  meta: {
    ...look(
      '/meta',
      ANYBODY,
      'machine-room',
      metaResponse,
      words('版本、时区、是否演示', 'Version, time zone, demo or not'),
    ),
    roles: 'public',
  },
  basemap: {
    ...look(
      '/basemap',
      ANYBODY,
      'machine-room',
      basemapResponse,
      words('底图（演示）', 'The base map, of the demo county'),
    ),
    roles: 'public',
  },
  homes: {
    ...look(
      '/homes',
      LOOK,
      'incidents',
      homeList,
      words('按姓名、地址或电话查找住所', 'Find a home by name, address or telephone'),
    ),
    query: homeQuery,
  },
  registerDevice: {
    method: 'POST',
    path: `${API}/devices`,
    roles: ['admin'],
    body: registerDeviceRequest,
    response: deviceLogin,
    status: 201,
    tag: 'people',
    summary: words('登记设备，密钥只显示这一次', 'Register a device; its secret is shown this once'),
    problems: ['not-allowed'],
  },
  renewDeviceSecret: {
    method: 'POST',
    path: `${API}/devices/{id}/rotate-secret`,
    roles: ['admin'],
    body: deviceChangeRequest,
    response: deviceLogin,
    status: 200,
    tag: 'people',
    summary: words('更换设备密钥，旧密钥随即失效', 'Give a device a new secret; the old one opens nothing from now on'),
    problems: ['not-found'],
  },
  retireDevice: {
    method: 'POST',
    path: `${API}/devices/{id}/retire`,
    roles: ['admin'],
    body: deviceChangeRequest,
    response: retiredDevice,
    status: 200,
    tag: 'people',
    summary: words('停用设备；它再报警时仍会受理', 'Retire a device; should it call, it is heard all the same'),
    problems: ['not-found'],
  },
  brokerLogin: {
    method: 'POST',
    path: `${API}/hooks/emqx/authenticate`,
    roles: 'public',
    body: brokerLoginRequest,
    response: brokerLoginAnswer,
    status: 200,
    tag: 'machine-room',
    summary: words('EMQX 询问：此设备可否连接（共享密钥）', 'EMQX asks who may connect (shared secret)'),
    problems: ['not-allowed', 'unavailable'],
  },
  brokerAct: {
    method: 'POST',
    path: `${API}/hooks/emqx/authorize`,
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
    method: 'POST',
    path: `${API}/hooks/voice`,
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

  silenceRules: look(
    '/seniors/{id}/silence-rules',
    LOOK,
    'people',
    silenceView,
    words('静默规则、最近一次活动、外出', 'Rules about her silence, her last contact, and whether she is away'),
  ),
  setSilenceRules: {
    method: 'PUT',
    path: `${API}/seniors/{id}/silence-rules`,
    roles: KEEP,
    body: silenceRulesRequest,
    response: silenceView,
    status: 200,
    tag: 'people',
    summary: words('修改静默规则', 'Change the rules about her silence'),
    problems: ['not-found'],
  },
  setAway: {
    method: 'PUT',
    path: `${API}/seniors/{id}/away`,
    roles: KEEP,
    body: awayRequest,
    response: silenceView,
    status: 200,
    tag: 'people',
    summary: words('登记外出，期间静默规则暂停', 'She is away for a while: the rules about her silence rest'),
    problems: ['not-found'],
  },
  endAway: {
    method: 'DELETE',
    path: `${API}/seniors/{id}/away`,
    roles: KEEP,
    body: null,
    response: silenceView,
    status: 200,
    tag: 'people',
    summary: words('已回家，恢复静默规则', 'She is back: the rules count again'),
    problems: ['not-found'],
  },
  attendance: {
    method: 'POST',
    path: `${API}/seniors/{id}/attendance`,
    roles: KEEP,
    body: attendanceRequest,
    response: silenceView,
    status: 200,
    tag: 'people',
    summary: words('登记到场；只有本人到场才算见到', 'Somebody came; only she herself counts as seen'),
    problems: ['not-found'],
  },
  confirmPlace: {
    method: 'POST',
    path: `${API}/devices/{id}/confirm-place`,
    roles: KEEP,
    body: confirmPlaceRequest,
    response: devicePlace,
    status: 200,
    tag: 'devices',
    summary: words('确认设备现在在哪里', 'Say where the device is now'),
    problems: ['not-found'],
  },
  weather: {
    method: 'PUT',
    path: `${API}/regions/{id}/weather`,
    roles: KEEP,
    body: weatherRequest,
    response: weatherResponse,
    status: 200,
    tag: 'people',
    summary: words('登记当地气温', 'What the weather is like there'),
    problems: ['not-found'],
  },

  platformHealth: look(
    '/platform-health',
    LOOK,
    'machine-room',
    platformHealthResponse,
    words(
      '平台运行：什么逾期、什么积压、哪些部分有心跳',
      'Platform health: what is overdue, what waits, which parts have a heartbeat',
    ),
  ),
  retention: look(
    '/retention',
    ['lead', 'admin', 'supervisor', 'auditor'],
    'machine-room',
    retentionResponse,
    words('数据保存期限与清理记录', 'How long what is kept, and what went when'),
  ),

  live: {
    method: 'GET',
    path: '/health/live',
    roles: 'public',
    body: null,
    response: liveResponse,
    status: 200,
    tag: 'machine-room',
    summary: words('进程存活', 'The process is alive'),
  },
  ready: {
    method: 'GET',
    path: '/health/ready',
    roles: 'public',
    body: null,
    response: readyResponse,
    status: 200,
    tag: 'machine-room',
    summary: words('已迁移、已初始化、MQTT 在监听', 'Migrated, seeded, MQTT listening'),
    problems: ['unavailable'],
  },
  roster: {
    method: 'GET',
    path: `${API}/roster`,
    roles: ['lead', 'admin'],
    body: null,
    response: null,
    status: 200,
    tag: 'incidents',
    summary: words('可打印的离线名册（HTML）', 'The off-line roster, to be printed (HTML)'),
  },
  metrics: {
    method: 'GET',
    path: '/metrics',
    roles: 'public',
    body: null,
    response: null,
    status: 200,
    tag: 'machine-room',
    summary: words('Prometheus 指标', 'Prometheus metrics'),
  },
} as const satisfies Record<string, Route>;

export type RouteName = keyof typeof ROUTES;
type Part<N extends RouteName, Key extends 'body' | 'response'> = (typeof ROUTES)[N][Key];

/** What a client sends: defaults may be left out. */
export type BodyOf<N extends RouteName> = Part<N, 'body'> extends infer S extends z.ZodType ? z.input<S> : undefined;
/** What a client gets. */
export type AnswerOf<N extends RouteName> =
  Part<N, 'response'> extends infer S extends z.ZodType ? z.output<S> : string;

/** Fills the parameters of a route's path, so that no client glues one together. */
export const pathOf = (name: RouteName, parameters: Readonly<Record<string, string>> = {}): string =>
  ROUTES[name].path.replace(/\{(\w+)\}/g, (_, key: string) => encodeURIComponent(parameters[key] ?? ''));
