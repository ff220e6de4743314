import type { Assignment, MyOrder, Offer } from '@silverbell/wire';

const HELPER = { id: 'helper-1', name: '王丽' };

export const offerOf = (more: Partial<Offer> = {}): Offer => ({
  ...{ id: 'offer-1', incidentId: 'incident-1', helper: HELPER, state: 'open', overReason: null },
  ...{ madeAt: '2026-11-28T06:28:00.000Z', lapsesAt: '2026-11-28T06:31:00.000Z' },
  ...{ area: '桃源村一带', kind: 'fall', expectedArrivalS: 360, place: null, practice: null },
  ...more,
});

export const destinationOf = (more: Partial<NonNullable<Assignment['destination']>> = {}) => ({
  ...{ choice: 'home' as const, lat: 30.2565, lng: 119.0311, label: '桃源村37号', address: '桃源村水井巷37号' },
  ...{ people: [{ name: '周月娥', age: 79, note: '听力不好', photoId: null }], hazards: ['dog'] },
  ...{ floor: { no: 1, hasLift: false }, keys: [], outsideOnly: false, knockFirst: false },
  ...{ decidedAt: null, alternative: null, entryCode: null, callBackNumber: '000-1234' },
  ...more,
});

export const taskOf = (more: Partial<Assignment> = {}): Assignment => ({
  ...{ id: 'task-1', incidentId: 'incident-1', helper: HELPER, role: 'primary', state: 'accepted' },
  ...{ acceptedAt: '2026-11-28T06:30:00.000Z', departedAt: null, etaAt: '2026-11-28T06:36:00.000Z' },
  ...{ arrivedAt: null, arrivalProof: null, checkInBy: null, finishedAt: null, condition: null },
  ...{ place: null, practice: null, destination: destinationOf() },
  ...more,
});

export const visitOf = (more: Partial<MyOrder> = {}): MyOrder => ({
  ...{ id: 'order-1', version: 2, state: 'assigned', source: 'plan', seniorId: 'care-b', regionId: 'village-1' },
  ...{ senior: { id: 'care-b', name: '李福全' }, providerId: 'provider-1', planId: 'plan-1', madeUpFor: null },
  ...{ day: '2026-10-14', items: ['cleaning'], itemNames: ['居室清洁'] },
  ...{ plannedStart: '2026-10-14T01:00:00.000Z', plannedEnd: '2026-10-14T03:00:00.000Z' },
  ...{ workerId: 'worker-1', secondWorkerId: null, worker: { id: 'worker-1', name: '孙晓燕' } },
  ...{ deliveredMinutes: 0, subsidisedMinutes: 0, extraMinutes: 0, selfPaidFen: 0, proof: null, marks: [] },
  ...{ checkIn: null, checkOut: null, missedAt: null, quote: null, review: null, rating: null, incidentId: null },
  ...{ allowedActions: ['start', 'no-entry', 'decline', 'alarm'], seniorPhone: '000-1701' },
  home: {
    ...{ id: 'home-b', label: '桃源村敬老路', addressWords: '桃源村敬老路2号', hasDoorTag: true },
    position: { lat: 30.2565, lng: 119.0311 },
  },
  ...more,
});
