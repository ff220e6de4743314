import i18next, { type TFunction } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { DEVICE_ROLE_LABELS, type Language } from '@silverbell/vocabulary';
import { en, zh } from './messages.js';
import type { Messages, Translation } from './message-types.js';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'ui';
    fallbackNS: 'ui';
    nsSeparator: false;
    resources: Messages;
  }
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
export function startI18n<Ns extends Exclude<keyof Messages, 'ui'>>(
  namespace: Ns,
  app: { readonly zh: Messages[Ns]; readonly en: Translation<Messages[Ns]> },
): void {
  void i18next.use(initReactI18next).init({
    lng: saved(),
    fallbackLng: 'zh-CN',
    initAsync: false,
    interpolation: { escapeValue: false },
    defaultNS: 'ui',
    fallbackNS: 'ui',
    resources: {
      'zh-CN': { ui: zh, [namespace]: app.zh },
      en: { ui: en, [namespace]: app.en },
    },
    returnNull: false,
    // Codes contain colons (`rung:last`); the namespace is given by `useTranslation`.
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

/** The label of a code of the wire; a code from a newer server is shown as it came, never hidden. */
export function labelOf(
  labels: Readonly<Record<string, { readonly 'zh-CN': string; readonly en: string }>>,
  code: string | null | undefined,
): string {
  if (code === null || code === undefined) return '—';
  return labels[code]?.[language()] ?? code;
}

/** Roles of devices that were registered before the list was closed. */
const EARLIER_ROLES = {
  wearable: { 'zh-CN': '手环', en: 'Wristband' },
  'water-meter': { 'zh-CN': '水表', en: 'Water meter' },
};

export const roleLabel = (role: string): string => labelOf({ ...EARLIER_ROLES, ...DEVICE_ROLE_LABELS }, role);

type ListsIn<Tree> = {
  [K in keyof Tree & string]: Tree[K] extends string ? never : K | `${K}.${ListsIn<Tree[K]>}`;
}[keyof Tree & string];
/** A branch of the messages whose leaves are labels of codes. */
export type LabelList<Ns extends keyof Messages> = ListsIn<Messages[Ns]> | ListsIn<Messages['ui']>;

/**
 * The label of a code that stands in the messages of the page (`labelOfCode('steps', 'wave', t)`). A detail behind a colon
 * (`arrive-limit:a_7`) does not change the label; an unknown code is shown as it came.
 */
export function labelOfCode<Ns extends keyof Messages & string>(
  list: LabelList<Ns>,
  code: string | null,
  t: TFunction<Ns>,
): string {
  if (code === null || code === '') return '—';
  const head = code.split(':')[0] ?? code;
  const key = `${list}.${head}`;
  // The list is checked when this compiles; the code is known only now.
  const label = (t as (key: string) => string)(key);
  return label === key ? head : label;
}
