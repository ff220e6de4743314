export * from './immediate-delivery.js';
export * from './incident-store.js';
export * from './outbox.js';
export * from './registry-write.js';
export * from './care-records.js';
export * from './change-notifier.js';
