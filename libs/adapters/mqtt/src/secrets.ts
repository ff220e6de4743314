// For processes that hand out secrets and host no broker.
export * from './device-secret.js';
export * from './device-secret-sealing.js';
export * from './replica-login.js';
