export * from './helper.js';
export * from './outside.js';
export * from './phone.js';
