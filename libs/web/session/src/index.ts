export * from './house.js';
export * from './session-page.js';
