export * from './case-store.fake.js';
export * from './ladder-book.fake.js';
export * from './outbox.fake.js';
export * from './presence.fake.js';
export * from './registry.fake.js';
export * from './roster.fake.js';
export * from './wake.fake.js';
