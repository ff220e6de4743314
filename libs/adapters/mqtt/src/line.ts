// For processes that only talk to an outside broker.
export * from './broker-line.js';
export * from './log.port.js';
