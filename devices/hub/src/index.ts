export * from './hub.js';
export { mqttHubLine, type HubNetworkReport, type HubLineOptions } from './line.js';
export * from './outside.js';
