export * from './write-entitlements.js';
