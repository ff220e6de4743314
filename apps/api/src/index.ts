export { startApi, type ApiRequest, type RunningApi } from './start-api.js';
export { ReplicaBus } from './realtime/replica-bus.js';
export { USE_CASE_DEPS } from './tokens.js';
