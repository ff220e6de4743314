export * from './port.js';
export { assignAlone } from './assign-alone.js';
export { countMinutes } from './count-minutes.js';
export { clockOrder, commandOrder, type AskedOfOrder, type OrderWish, type VisitReport } from './write-orders.js';
export {
  endServiceOf,
  moveServiceOf,
  recheckProvider,
  recheckWorker,
  resumeServiceOf,
  suspendServiceOf,
} from './follow-people.js';
export { raiseConcern } from './raise-concern.js';
export * from './write-plans.js';
