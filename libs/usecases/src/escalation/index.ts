export * from './dry-run.js';
export * from './edit-ladders.js';
export * from './port.js';
