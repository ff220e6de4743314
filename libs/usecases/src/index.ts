export * from './act.js';
export { candidatesFor } from './candidates.js';
export type { CommandIntent } from './decision.js';
export * from './open-by-phone.js';
export * from './ports/index.js';
export * from './receive-signal.js';
export * from './relay.js';
export * from './rooms.js';
export * from './tick.js';
