import { useEffect, useState } from 'react';

export const THEMES = ['system', 'day', 'night'] as const;
export type Theme = (typeof THEMES)[number];

const keyOf = (accountId: string): string => `silverbell.console.theme.${accountId}`;
const isTheme = (text: string | null): text is Theme => THEMES.some((one) => one === text);

function read(accountId: string): Theme {
  try {
    const kept = localStorage.getItem(keyOf(accountId));
    return isTheme(kept) ? kept : 'system';
  } catch {
    return 'system';
  }
}

/** Light or night as this account chose it on this PC; the second window follows. Without a choice the page does as the system does. */
export function useThemeOf(accountId: string): readonly [theme: Theme, choose: (next: Theme) => void] {
  const [theme, setTheme] = useState(() => read(accountId));
  useEffect(() => {
    const root = document.documentElement;
    if (theme === 'system') delete root.dataset['theme'];
    else root.dataset['theme'] = theme;
    return () => {
      delete root.dataset['theme'];
    };
  }, [theme]);
  useEffect(() => {
    const elsewhere = ({ key }: StorageEvent): void => {
      if (key === keyOf(accountId)) setTheme(read(accountId));
    };
    window.addEventListener('storage', elsewhere);
    return () => window.removeEventListener('storage', elsewhere);
  }, [accountId]);
  const choose = (next: Theme): void => {
    setTheme(next);
    try {
      localStorage.setItem(keyOf(accountId), next);
    } catch {
      // A full or forbidden storage costs the choice after a reload, and nothing else.
    }
  };
  return [theme, choose];
}
