import { as, seconds, after, duration, type RegionId, type TextId } from '@silverbell/kernel';
import type { CallParty } from '@silverbell/vocabulary';
import type { Deps } from '../deps.js';
import { executeCommand } from '../incidents/execute-command.js';
import { openByPhone } from '../incidents/open-by-phone.js';
import { homeOf, isMissed, type CallEvent, type NumberMatch, type PhoneCall } from './call.js';
import { readNumber } from './number.js';
import type { CallStore } from './port.js';

/** The telephone line of a centre. */
export interface Hotline {
  /** Where a call belongs whose number is on no file. */
  readonly regionId: RegionId;
  /** Of local numbers; `null`: they come with theirs. */
  readonly areaCode: string | null;
}

export interface CallDeps extends Deps {
  readonly calls: CallStore;
  readonly hotline: Hotline;
}

const EXCHANGE = { kind: 'system', id: 'telephony' } as const;

/**
 * What an exchange reports, at least once each, in any order. A call that rings is linked to the open incident of its home; one that is
 * answered opens as a call in that incident; one that no operator answered raises or joins an incident, which has a deadline. Rejects when
 * the report could not be kept: the exchange sends it again.
 */
export async function receiveCallEvent(deps: CallDeps, event: CallEvent, rawNumber: string | null): Promise<PhoneCall> {
  const number = readNumber(rawNumber, deps.hotline.areaCode)?.digits ?? null;
  const matches = number === null ? [] : await deps.calls.matches(number);
  const home = homeOf(matches);
  const regionId = home?.regionId ?? deps.hotline.regionId;
  const { call: kept, isNew } = await deps.calls.keep(event, { number, regionId });
  const call = await linkedToHome(deps, kept, home);
  if (isNew && event.type === 'answered') await beginCall(deps, call, matches);
  return isMissed(call) ? callBack(deps, call, matches) : call;
}

/** The call is about what is open in that home, if anything is. */
async function linkedToHome(deps: CallDeps, call: PhoneCall, home: ReturnType<typeof homeOf>): Promise<PhoneCall> {
  const open = call.incidentId !== null || home === null ? null : await deps.calls.openIncidentOf(home.homeId);
  return open === null ? call : ((await deps.calls.link(call.id, open, 'about')) ?? call);
}

/** A process died between a report and its incident. */
export async function raiseMissedCalls(deps: CallDeps): Promise<number> {
  const left = await deps.calls.missed(after(deps.clock.now(), duration(-seconds(5))));
  for (const call of left)
    await callBack(deps, call, call.number === null ? [] : await deps.calls.matches(call.number));
  return left.length;
}

/** Talking counts as acting: the lease of who speaks does not lapse (H20). A colleague's incident stays hers. */
async function beginCall(deps: CallDeps, call: PhoneCall, matches: readonly NumberMatch[]): Promise<void> {
  if (call.incidentId === null || call.agent === null) return;
  await executeCommand(deps, {
    ref: { by: 'incident', id: call.incidentId },
    by: { kind: 'operator', id: call.agent.id },
    intent: { type: 'record-call', callId: null, party: partyOf(matches), result: null, recognisedBy: null },
  });
}

const partyOf = (matches: readonly NumberMatch[]): CallParty =>
  (['senior', 'contact', 'helper'] as const).find((party) => matches.some((match) => match.as === party)) ?? 'other';

/** Of one call one incident, however often it is asked for: the subject of an unknown caller is her call. */
async function callBack(deps: CallDeps, call: PhoneCall, matches: readonly NumberMatch[]): Promise<PhoneCall> {
  if (call.missedIncidentId !== null) return call;
  const home = homeOf(matches);
  const opened = await openByPhone(deps, {
    by: EXCHANGE,
    regionId: call.regionId,
    kind: 'missed-call',
    callerKey: `call:${call.id}`,
    ...(home === null ? {} : { homeId: home.homeId }),
    texts: call.number === null ? [] : [{ id: as<TextId>(deps.newId()), what: 'note', body: `☎ ${call.number}` }],
  });
  if (!opened.ok) throw new Error(`a missed call raised nothing: ${opened.refusal.refused}`);
  return (await deps.calls.link(call.id, opened.incident.id, 'missed')) ?? call;
}
