export { bootFaults, HANDLED_BY, type Wiring } from './boot-checks.js';
export { EngineRefused } from './engine-refused.js';
export { startEngine, type Engine, type EngineOptions } from './engine.js';
export { caseCardsOf, phoneBookOf } from './people-senders.js';
export { writeRoster } from './roster/daily-roster.js';
