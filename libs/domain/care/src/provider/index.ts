export * from './contract.js';
export * from './credit-code.js';
