export * from './write-meals.js';
