export { startupFaults, HANDLED_BY, type Wiring } from './startup-checks.js';
export { StartupError } from './startup-error.js';
export { startEngine, type Engine, type EngineOptions } from './engine.js';
export { incidentCardsOf, phoneBookOf } from './people-senders.js';
export { writeRoster } from './roster/daily-roster.js';
