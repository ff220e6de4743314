import type { Incident, IncidentOffer, IncidentSummary } from '@silverbell/wire';

const RAISED = '2026-11-28T06:00:00.000Z';

/** A press at P1 that waits: what a component is given when a test says no more of it. */
export function summaryOf(more: Partial<IncidentSummary> = {}): IncidentSummary {
  return {
    ...{ id: 'incident-1', number: '1128-047', version: 1, phase: 'waiting', severity: 1, class: 'A', kinds: ['sos'] },
    ...{ regionId: 'village', home: { id: 'home', label: '桃源村五组' }, seniors: [{ id: 'senior', name: '周月娥' }] },
    ...{ deviceId: 'pendant', attention: { state: 'waiting', by: null, since: RAISED }, verdict: 'unknown' },
    ...{ destination: null, response: { state: 'none', wave: 0, openOffers: 0, assignments: [] } },
    ...{ escalation: { rung: null, nextDueAt: null, nextStep: null }, raisedAt: RAISED, lastSignalAt: RAISED },
    ...{ signalCount: 1, linkedTo: null, outcome: null, closedAt: null, practice: null },
    ...{ outsideOnly: false, silent: false, knockFirst: false, outage: null, unregistered: null, shelf: null },
    ...{ hold: null, chattering: false },
    ...more,
  } as IncidentSummary;
}

export function incidentOf(more: Partial<Incident> = {}): Incident {
  return {
    ...summaryOf(),
    ...{
      timeline: [],
      ladder: [],
      offers: [],
      calls: [],
      agencyCalls: [],
      signals: [],
      emergencyDecisions: [],
      person: null,
    },
    ...{
      closing: [],
      emergencyNumbers: [],
      protocol: [],
      undo: null,
      closingWords: null,
      rollCall: [],
      silentHomes: [],
      unregisteredDevices: [],
    },
    ...{ allowedActions: [], hold: null, regionName: '桃源村' },
    ...more,
  } as unknown as Incident;
}

/** A helper who was asked on her page a moment ago and has not answered. */
export const offerOf = (more: Partial<IncidentOffer> = {}): IncidentOffer => ({
  ...{ id: 'offer-1', incidentId: 'incident-1', helper: { id: 'helper', name: '王海涛' } },
  ...{ state: 'open', overReason: null, madeAt: '2026-11-28T06:29:40.000Z', lapsesAt: '2026-11-28T06:32:40.000Z' },
  ...{ area: '桃源村', kind: 'sos', expectedArrivalS: 360, place: null, practice: null, wave: 1 },
  channels: [
    { channel: 'socket', state: 'sent' },
    { channel: 'sms', state: 'not-sent' },
    { channel: 'voice', state: 'not-sent' },
  ],
  undelivered: false,
  ...more,
});
