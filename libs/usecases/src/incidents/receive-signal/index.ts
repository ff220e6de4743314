export type { InboundSignal, Received } from './inbound-signal.js';
export { PRESENCE, receiveSignal } from './receive-signal.js';
export { subjectOf } from './subject-of.js';
