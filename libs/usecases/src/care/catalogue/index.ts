export * from './write-catalogue.js';
