import type { zh } from './messages.js';

/** Messages of one language: sentences under keys, which may be nested. */
export interface MessageTree {
  readonly [key: string]: string | MessageTree;
}

/** The other language of `T`: the same keys, not one less and not one more. */
export type Translation<T> = { readonly [K in keyof T]: T[K] extends string ? string : Translation<T[K]> };

/**
 * Every i18next namespace with its messages. An app adds its own beside `ui` (`declare module '@silverbell/web-ui/message-types'`),
 * so that `t` of a key that does not exist fails to compile.
 */
export interface Messages {
  ui: typeof zh;
}
