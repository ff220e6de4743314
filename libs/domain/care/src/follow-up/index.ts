export * from './draw.js';
export * from './follow-up.js';
