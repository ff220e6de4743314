export * from './catalogue.js';
export * from './template.js';
