export * from './choices.js';
export * from './i18n.js';
export * from './photo.js';
export * from './photo-view.js';
export * from './pieces.js';
export * from './sound.js';
export * from './time.js';
export type { MessageTree, Translation } from './message-types.js';
export * from './quoted-words.js';
