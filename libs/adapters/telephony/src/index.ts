export * from './manual.telephony.js';
export * from './telephony.port.js';
