export { bootFaults, HANDLED_BY, type Wiring } from './boot-checks.js';
export { EngineRefused, startEngine, type Engine, type EngineOptions } from './engine.js';
