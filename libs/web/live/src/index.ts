export * from './api-client.js';
export * from './clock.js';
export * from './hooks.js';
export * from './live-cases.store.js';
export * from './problem.js';
export * from './session.store.js';
export * from './socket.transport.js';
export * from './transport.port.js';
