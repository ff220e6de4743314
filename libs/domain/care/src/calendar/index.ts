export * from './civil-day.js';
export * from './holidays-2026.js';
export * from './working-days.js';
