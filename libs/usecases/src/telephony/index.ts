export * from './call.js';
export * from './number.js';
export * from './port.js';
export * from './receive-call-event.js';
