export * from './callback.js';
export * from './message.js';
export * from './phone-book.port.js';
export * from './recording.sender.js';
export * from './roster-page.js';
export * from './signature.js';
export * from './webhook.sender.js';
export * from './words.js';
