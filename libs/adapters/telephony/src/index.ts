export * from './fake.exchange.js';
export { readCallReport, type CallReport } from './report.js';
export * from './webhook.exchange.js';
