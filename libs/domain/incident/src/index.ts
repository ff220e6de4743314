export * from './codes.js';
export * from './commands.js';
export * from './consequence-kinds.js';
export * from './events.js';
export * from './ladder.js';
export * from './state.js';
