export * from './api-client.js';
export * from './problem.js';
export * from './query-client.js';
export * from './route-query.js';
export * from './use-route-mutation.js';
