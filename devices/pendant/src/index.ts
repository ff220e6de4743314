export * from './pendant.js';
export { Press } from './press.js';
