import { language } from './i18n.js';
import type { Choice } from './pieces.js';

/** The choices of a code list, in the language on the screen. */
export const choicesOf = <Code extends string, const Without extends Code = never>(
  labels: Readonly<Record<Code, { readonly 'zh-CN': string; readonly en: string }>>,
  without: readonly Without[] = [],
): Choice<Exclude<Code, Without>>[] =>
  (Object.keys(labels) as Exclude<Code, Without>[])
    .filter((code) => !(without as readonly string[]).includes(code))
    .map((value) => ({ value, label: labels[value][language()] }));
