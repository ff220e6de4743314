export * from './erase-person.js';
