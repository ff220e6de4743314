/** What each fake and its real store are both held to. */
export { promisesOfCareCalls } from '../care/calls/calls.suite.js';
export { promisesOfMeals } from '../care/meals/meals.suite.js';
export { promisesOfVisits } from '../care/visits/visits.suite.js';
export { promisesOfVillageScores } from '../care/village-scores/village-scores.suite.js';
export { promisesOfAnExerciseStore } from '../exercises/exercise-store.suite.js';
export { promisesOfAnInactivityStore } from '../monitoring/inactivity-store.suite.js';
export { promisesOfAHubNetworkStore, promisesOfAPresenceStore } from '../monitoring/presence-store.suite.js';
export { promisesOfAHelperStatusStore } from '../people/helper-status.suite.js';
export { promisesOfARetentionStore } from '../privacy/retention/retention-store.suite.js';
export { promisesOfContacts, promisesOfKeyHolders } from './care-records.suite.js';
export { promisesOfAHelperDirectory } from './helper-directory.suite.js';
