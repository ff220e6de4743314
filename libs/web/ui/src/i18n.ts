import i18next from 'i18next';
import { initReactI18next, useTranslation } from 'react-i18next';
import { en, zh } from './texts.js';

export type Language = 'zh-CN' | 'en';
export interface Texts {
  readonly [key: string]: string | Texts;
}

const storageKey = 'silverbell.language';

const saved = (): Language => {
  try {
    return localStorage.getItem(storageKey) === 'en' ? 'en' : 'zh-CN';
  } catch {
    return 'zh-CN';
  }
};

/** Chinese unless the person chose English on this machine: a browser's own language setting says little about an operator. */
export function startI18n(app: { readonly zh: Texts; readonly en: Texts }): void {
  void i18next.use(initReactI18next).init({
    lng: saved(),
    fallbackLng: 'zh-CN',
    initAsync: false,
    interpolation: { escapeValue: false },
    resources: {
      'zh-CN': { translation: { ...zh, ...app.zh } },
      en: { translation: { ...en, ...app.en } },
    },
    returnNull: false,
    // Codes contain colons (`rung:last`); we have one namespace.
    nsSeparator: false,
  });
  document.documentElement.lang = saved();
}

export const language = (): Language => (i18next.language === 'en' ? 'en' : 'zh-CN');

export function chooseLanguage(choice: Language): void {
  try {
    localStorage.setItem(storageKey, choice);
  } catch {
    // Then the choice lasts until the reload.
  }
  document.documentElement.lang = choice;
  void i18next.changeLanguage(choice);
}

export type Say = (key: string, values?: Record<string, string | number>) => string;

export function useSay(): Say {
  const { t } = useTranslation();
  return (key, values) => t(key, values ?? {});
}

/** For text outside React: the document title, a notification. */
export const say: Say = (key, values) => i18next.t(key, values ?? {});

/** A code of the wire in the language on the screen; a code from a newer server is shown as it came, never hidden. */
export function wordOf(
  labels: Readonly<Record<string, { readonly 'zh-CN': string; readonly en: string }>>,
  code: string | null | undefined,
): string {
  if (code === null || code === undefined) return '—';
  return labels[code]?.[language()] ?? code;
}

/**
 * A code whose words are in the texts of the page (`codeWord('hazard', 'dog', say)`). A detail behind a colon
 * (`arrive-limit:a_7`) does not change the word; an unknown code is shown as it came.
 */
export function codeWord(list: string, code: string | null, say: Say): string {
  if (code === null || code === '') return '—';
  const head = code.split(':')[0] ?? code;
  const key = `${list}.${head}`;
  const word = say(key);
  return word === key ? head : word;
}
