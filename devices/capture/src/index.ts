export * from './capture.js';
export * from './replay.js';
export * from './scrub.js';
