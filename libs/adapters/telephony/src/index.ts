export * from './fake.exchange.js';
export { softphoneLoginOf, type SoftphoneLogin } from './softphone-login.js';
export { readCallReport, type CallReport } from './report.js';
export * from './webhook.exchange.js';
