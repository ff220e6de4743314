// For processes that only talk to an outside broker.
export * from './broker-connection.js';
export * from './log.port.js';
