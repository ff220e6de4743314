import type { FamilyIncident, FamilySenior, ServiceOrderOnWire } from '@silverbell/wire';

export const seniorOf = (more: Partial<FamilySenior> = {}): FamilySenior => ({
  ...{ id: 'senior-1', name: '周月娥', ageYears: 79, phone: '000-1001', homeLabel: '桃源村五组' },
  ...{ devices: [], lastContact: null, openIncidentId: null, contact: null },
  ...more,
});

export const incidentOf = (more: Partial<FamilyIncident> = {}): FamilyIncident => ({
  ...{ id: 'incident-1', number: '12', version: 3, phase: 'responding', kind: 'sos' },
  ...{ senior: { id: 'senior-1', name: '周月娥' }, raisedAt: '2026-11-28T06:28:00.000Z', helper: null },
  ...{ steps: [{ at: '2026-11-28T06:28:00.000Z', what: 'raised' }], outcome: null, closedAt: null },
  ...more,
});

export const visitOf = (more: Partial<ServiceOrderOnWire> = {}): ServiceOrderOnWire => ({
  ...{ id: 'order-1', version: 2, state: 'assigned', source: 'plan', seniorId: 'care-b', regionId: 'village-1' },
  ...{ senior: { id: 'care-b', name: '李福全' }, providerId: 'provider-1', planId: 'plan-1', madeUpFor: null },
  ...{ day: '2026-10-14', items: ['cleaning'], itemNames: ['居室清洁'] },
  ...{ plannedStart: '2026-10-14T01:00:00.000Z', plannedEnd: '2026-10-14T03:00:00.000Z' },
  ...{ workerId: 'worker-1', secondWorkerId: null, worker: { id: 'worker-1', name: '孙晓燕' } },
  ...{ deliveredMinutes: 0, subsidisedMinutes: 0, extraMinutes: 0, selfPaidFen: 0, proof: null, marks: [] },
  ...{ checkIn: null, checkOut: null, missedAt: null, quote: null, review: null, rating: null, incidentId: null },
  ...{ allowedActions: [], ...more },
});
