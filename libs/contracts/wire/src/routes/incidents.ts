import type { z } from 'zod';
import type { Label, ProblemSlug } from '@silverbell/vocabulary';
import { ENDPOINTS, type RouteName } from '../endpoints.js';
import {
  agencyCallRequest,
  callRequest,
  candidateList,
  closeRequest,
  destinationRequest,
  emergencyDecisionRequest,
  entryCodeRequest,
  followUpPage,
  followUpQuery,
  followUpRecorded,
  handOverRequest,
  holdRequest,
  incident,
  incidentPage,
  incidentQuery,
  noteRequest,
  nothing,
  offersRequest,
  openIncidentRequest,
  rawSignal,
  recordFollowUpRequest,
  protocolRequest,
  releaseRequest,
  responseTrack,
  rollCallRequest,
  shelveRequest,
  takeOverRequest,
  undoRequest,
  verdictRequest,
} from '../http/index.js';
import type { Route } from './route.js';
import { ACT, KEEP, LOOK, words, look } from './shape.js';

/** A command on an incident by an operator: answers with the incident as it is afterwards. */
const act = <
  Name extends RouteName,
  Body extends z.ZodType,
  const Problems extends readonly ProblemSlug[] = readonly [],
>(
  name: Name,
  body: Body,
  summary: Label,
  problems?: Problems,
) =>
  ({
    ...ENDPOINTS[name],
    roles: ACT,
    body,
    response: incident,
    status: 200,
    idempotent: true,
    ifMatch: true,
    tag: 'incidents',
    summary,
    problems: ['already-closed', 'stale-version', ...(problems ?? [])],
  }) as const;

/** The incident, as operators and leads work it. */
export const INCIDENT_ROUTES = {
  incidents: {
    ...look('incidents', LOOK, 'incidents', incidentPage, words('事件列表', 'Cases, most urgent first')),
    query: incidentQuery,
  },
  rawSignal: look(
    'rawSignal',
    KEEP,
    'incidents',
    rawSignal,
    words('信号原文（查阅记录在案）', 'The message of a device as it came; reading it is written down'),
  ),
  roster: {
    ...ENDPOINTS.roster,
    roles: ['lead', 'admin'],
    body: null,
    response: null,
    status: 200,
    tag: 'incidents',
    summary: words('可打印的离线名册（HTML）', 'The off-line roster, to be printed (HTML)'),
  },
  incident: look('incident', LOOK, 'incidents', incident, words('事件详情', 'One case with everything about it')),
  responseTrack: look(
    'responseTrack',
    LOOK,
    'incidents',
    responseTrack,
    words('前往人员的行程（保留期内）', 'The ways of helpers to a case, as long as they are kept'),
  ),
  candidates: look(
    'candidates',
    LOOK,
    'incidents',
    candidateList,
    words('可派人员及排序理由', 'Who could go, ranked, with the reasons'),
  ),
  openIncident: {
    ...ENDPOINTS.openIncident,
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
  takeOver: act('takeOver', takeOverRequest, words('接管', 'Take the case over'), ['not-agreed']),
  handOver: act('handOver', handOverRequest, words('同意由此人接管', 'Agree that this person takes it over'), [
    'not-owner',
  ]),
  verdict: act('verdict', verdictRequest, words('核实结论', 'Say what is known'), ['proof-missing']),
  destination: act('destination', destinationRequest, words('确定前往地点', 'Decide where help goes')),
  offers: act(
    'offers',
    offersRequest,
    words('派单给指定人员，或发起下一轮', 'Ask these people, or start the next wave'),
    ['wave-running'],
  ),
  hold: act('hold', holdRequest, words('挂起', 'Hold'), ['hold-too-long']),
  shelve: act('shelve', shelveRequest, words('搁置（三级，最长 8 小时）', 'Shelve work, for 8 h at most')),
  undo: act('undo', undoRequest, words('撤销刚才的操作（10 秒内）', 'Take the last act back, within 10 s')),
  protocol: act('protocol', protocolRequest, words('协议卡：记录问答', 'Answer a question of the protocol card')),
  calls: act('calls', callRequest, words('登记通话', 'Record a call, open or ended')),
  agencyCalls: act(
    'agencyCalls',
    agencyCallRequest,
    words('登记外呼救援', 'Record a call to 120, 119, 110 or a utility'),
  ),
  emergencyDecision: act(
    'emergencyDecision',
    emergencyDecisionRequest,
    words('是否呼叫急救', 'Answer the question of 120, 119 or 110'),
  ),
  entryCode: act(
    'entryCode',
    entryCodeRequest,
    words('告知门锁密码', 'Let a helper at the door see the code of the lock'),
  ),
  rollCall: act('rollCall', rollCallRequest, words('失联点名', 'Say who of an outage was reached, and how')),
  notes: act('notes', noteRequest, words('备注', 'Add a note')),
  close: act('close', closeRequest, words('办结', 'Close the case with its outcome and proof'), ['proof-missing']),
  followUps: {
    ...look('followUps', [...LOOK, 'township-officer'], 'incidents', followUpPage, words('回访任务', 'Follow-ups that are due, or due later')),
    query: followUpQuery,
  },
  recordFollowUp: {
    ...ENDPOINTS.recordFollowUp,
    roles: [...ACT, 'township-officer'],
    body: recordFollowUpRequest,
    response: followUpRecorded,
    status: 200,
    idempotent: true,
    ifMatch: true,
    tag: 'care',
    summary: words('登记回访', 'Record a follow-up; whatever was found out archives the case'),
    problems: ['no-follow-up', 'stale-version'],
  },
} as const satisfies Record<string, Route>;
