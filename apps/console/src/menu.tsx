import { useTranslation } from 'react-i18next';
import { NavLink, useMatch } from 'react-router';
import type { Page } from './pages.js';

/** The way between the pages. The board's entry counts who waits: nobody must go back to it to learn that it rings. */
export function Menu({ pages, waiting }: { pages: readonly Page[]; waiting: number }) {
  const { t } = useTranslation('console');
  // A case's own address is the board, too.
  const onCase = useMatch('/incidents/:id') !== null;
  return (
    <nav className="menu" aria-label={t('menu.label')}>
      <NavLink to="/" end className={({ isActive }) => (isActive || onCase ? 'active' : '')}>
        {t('menu.board')}
        {waiting > 0 ? <span className="count">{t('menu.waiting', { n: waiting })}</span> : null}
      </NavLink>
      {pages.map(({ path, word }) =>
        word === null ? null : (
          <NavLink key={path} to={`/${path}`}>
            {t(word)}
          </NavLink>
        ),
      )}
    </nav>
  );
}
