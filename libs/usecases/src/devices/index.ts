export * from './claim-registered.js';
