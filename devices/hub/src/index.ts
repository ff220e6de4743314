export * from './hub.js';
export { mqttHubLine, type HubLine, type HubLineOptions } from './line.js';
export * from './outside.js';
