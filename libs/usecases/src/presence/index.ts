export * from './port.js';
export * from './supervise-devices.js';
export * from './supervise-people.js';
export { placeOfSubject } from './tell-outage.js';
