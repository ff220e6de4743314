export type { Drafts } from './drafts.js';
export * from './app-client.js';
export * from './session-page.js';
export * from './use-draft.js';
