import { useTranslation } from 'react-i18next';
import { NavLink, useMatch } from 'react-router';
import type { Page } from './pages.js';
import styles from './header.module.css';

interface NavBarProps {
  readonly pages: readonly Page[];
  readonly waiting: number;
  /** Calls that this desk owes. */
  readonly callBacks: number;
  readonly coverage: boolean;
}

/** Links to the pages. The entry of the dispatch page counts the waiting incidents, and that of the tasks the promised calls, so that they are seen from every page. */
export function NavBar({ pages, waiting, callBacks, coverage }: NavBarProps) {
  const { t } = useTranslation('console');
  // The address of an incident is the dispatch page, too.
  const onIncident = useMatch('/incidents/:id') !== null;
  return (
    <nav className={styles.nav} aria-label={t('menu.label')}>
      <NavLink to="/" end className={({ isActive }) => (isActive || onIncident ? styles.active : '')}>
        {t('menu.board')}
        {waiting > 0 ? <span className={styles.badge}>{t('menu.waiting', { n: waiting })}</span> : null}
      </NavLink>
      {coverage ? (
        <NavLink to="/coverage" className={({ isActive }) => (isActive ? styles.active : '')}>
          {t('coverage.title')}
        </NavLink>
      ) : null}
      {pages.map(({ path, label }) =>
        label === null ? null : (
          <NavLink key={path} to={`/${path}`} className={({ isActive }) => (isActive ? styles.active : '')}>
            {t(label)}
            {path === 'tasks' && callBacks > 0 ? (
              <span className={styles.badge}>{t('menu.callBacks', { n: callBacks })}</span>
            ) : null}
          </NavLink>
        ),
      )}
    </nav>
  );
}
