export * from './plan-visits.js';
export * from './port.js';
export { clockVisits, commandVisit, endRetry, type AskedOfVisit, type VisitWish } from './write-visits.js';
