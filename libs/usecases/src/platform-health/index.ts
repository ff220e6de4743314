export type { HealthItem } from './health-item.js';
export * from './limits.js';
export * from './platform-health.js';
export type { ClockVitals, EngineVitals, ServerHeartbeat } from './server-health.js';
