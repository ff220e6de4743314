export { careCallOf, planCareCalls } from './plan-calls.js';
export * from './port.js';
export {
  commandCareCall,
  endCareCallsOf,
  endCareCallsOfPlan,
  type AskedOfCareCall,
  type CareCallWish,
} from './write-calls.js';
