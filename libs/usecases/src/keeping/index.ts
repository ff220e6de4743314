export * from './erase-person.js';
export * from './retention/index.js';
