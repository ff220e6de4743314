import { useTranslation } from 'react-i18next';
import { THEMES, useThemeOf, type Theme } from './theme.js';
import styles from './header.module.css';

/** Day, night, or as the system does. */
export function ThemeChoice({ accountId }: { accountId: string }) {
  const { t } = useTranslation('console');
  const [theme, choose] = useThemeOf(accountId);
  return (
    <select
      className={styles.theme}
      aria-label={t('header.theme.label')}
      value={theme}
      onChange={(event) => choose(event.target.value as Theme)}
    >
      {THEMES.map((one) => (
        <option key={one} value={one}>
          {t(`header.theme.${one}`)}
        </option>
      ))}
    </select>
  );
}
