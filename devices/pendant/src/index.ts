export { mqttLine, type Line, type LineOptions } from './line.js';
export * from './outside.js';
export * from './pendant.js';
export { Press } from './press.js';
