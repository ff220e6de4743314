export * from './confirm-place.js';
export * from './port.js';
export * from './signs-of-life.js';
export * from './silence-desk.js';
export * from './supervise-devices.js';
export * from './supervise-lines.js';
export * from './supervise-people.js';
export { isAway as isAwayNow, NO_NAMES_OF_LINES } from '@silverbell/presence';
export { placeOfSubject } from './tell-outage.js';
