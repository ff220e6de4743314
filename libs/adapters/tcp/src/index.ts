export * from './frame-gateway.js';
