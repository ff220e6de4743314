export { startApi, type ApiRequest, type RunningApi } from './start-api.js';
