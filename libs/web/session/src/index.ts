export type { Drafts } from './drafts.js';
export * from './house.js';
export * from './session-page.js';
export * from './use-draft.js';
