export * from './choice-list.js';
export * from './facts.js';
export * from './frame.js';
export * from './icon.js';
export * from './note-field.js';
export * from './phone-button.js';
export * from './speech.js';
export * from './text-size.js';
