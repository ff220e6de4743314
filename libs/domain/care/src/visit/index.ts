export * from './welfare-visit.js';
export * from './before.js';
export * from './obligations.js';
export * from './sample.js';
export { VISIT_OFFICES, VISIT_TABLE, visitActions } from './table.js';
export { decide as decideVisit, type VisitContext, type VisitDecided } from './decide.js';
export { evolve as evolveVisit } from './evolve.js';
export { walkingOrder } from './walking-order.js';
