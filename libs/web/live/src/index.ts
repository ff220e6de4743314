export * from './clock.js';
export * from './hooks.js';
export { Listeners } from './listeners.js';
export * from './live-cases.store.js';
export * from './viewer-presence.store.js';
export * from './session.store.js';
export * from './socket.transport.js';
export * from './transport.port.js';
