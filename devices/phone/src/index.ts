export * from './helper.js';
export * from './phone.js';
