import { useSay } from '@silverbell/web-ui';
import { NavLink, useMatch } from 'react-router';
import type { Page } from './pages.js';

/** The way between the pages. The board's entry counts who waits: nobody must go back to it to learn that it rings. */
export function Menu({ pages, waiting }: { pages: readonly Page[]; waiting: number }) {
  const say = useSay();
  // A case's own address is the board, too.
  const onCase = useMatch('/incidents/:id') !== null;
  return (
    <nav className="menu" aria-label={say('menu.label')}>
      <NavLink to="/" end className={({ isActive }) => (isActive || onCase ? 'active' : '')}>
        {say('menu.board')}
        {waiting > 0 ? <span className="count">{say('menu.waiting', { n: waiting })}</span> : null}
      </NavLink>
      {pages.map(({ path, word }) =>
        word === null ? null : (
          <NavLink key={path} to={`/${path}`}>
            {say(word)}
          </NavLink>
        ),
      )}
    </nav>
  );
}
