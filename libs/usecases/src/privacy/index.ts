export * from './erase-person.js';
export * from './legal-hold.js';
export * from './retention/index.js';
export * from './audit/index.js';
