export * from './care-call.js';
export {
  CARE_CALL_TABLE,
  careCallActions,
  decide as decideCareCall,
  OPEN_CARE_CALLS,
  type CareCallDecided,
} from './decide.js';
export { evolve as evolveCareCall } from './evolve.js';
