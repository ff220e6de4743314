export * from './immediate-delivery.js';
export * from './case-store.js';
export * from './outbox.js';
export * from './registry.js';
export * from './wake.js';
