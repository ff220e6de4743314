export * from './task.js';
export * from './write-tasks.js';
