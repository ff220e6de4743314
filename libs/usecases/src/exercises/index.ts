export * from './drills.js';
export * from './port.js';
export * from './press-in-drill.js';
export * from './remind-tests.js';
export * from './test-window.js';
