import { language, type Choice } from '@silverbell/web-ui';

/** The choices of a code list, in the language on the screen. */
export const choicesOf = (
  from: Readonly<Record<string, { 'zh-CN': string; en: string }>>,
  without: readonly string[] = [],
): Choice[] =>
  Object.entries(from)
    .filter(([code]) => !without.includes(code))
    .map(([value, label]) => ({ value, label: label[language()] }));
