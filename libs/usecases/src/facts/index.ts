export { atHome } from './at-home.js';
export { deviceFactsOf, homeFactsOf, recipientsOf } from './device-facts.js';
export { isOperatorOnDuty, seatsNear, settingsInForce, type Settings } from './of-region.js';
export { isQuiet, mayBeToldNow, type QuietHours } from './quiet-hours.js';
export type * from './rows.js';
export { whoMayBringKey, type KeyRows } from './who-may-bring-key.js';
export { comparedDigits, isSamePerson, whoMayBeTold } from './who-may-be-told.js';
