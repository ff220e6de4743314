export * from './handover.js';
export * from './write-handover.js';
