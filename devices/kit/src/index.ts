export * from './environment.js';
export * from './mqtt-connection.js';
