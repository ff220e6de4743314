import type { MetaResponse } from '@silverbell/wire';
import { ROLE_LABELS } from '@silverbell/vocabulary';
import type { SessionUser } from '@silverbell/web-live';
import { Button, labelOf, LanguageSwitch } from '@silverbell/web-ui';
import { Suspense, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, NavLink, Route, Routes, useNavigate } from 'react-router';
import { session } from '../shared/app-client.js';
import { hasOneOf, rolesOf } from '../shared/page-props.js';
import { pages, type OfficePage } from './pages.js';

interface LayoutProps {
  readonly user: SessionUser;
  readonly meta: MetaResponse | undefined;
}

/** Header, menu by role, and the page that the address names. */
export function Layout({ user, meta }: LayoutProps) {
  const { t } = useTranslation('office');
  const open = pages.filter(({ roles }) => hasOneOf(user, roles));
  return (
    <>
      <header className="office-head">
        <strong className="office-brand">{t('app.title')}</strong>
        {open.some(({ path }) => path === 'seniors') ? <SearchField /> : <span className="office-search" />}
        <span className="office-user">
          {user.name} ·{' '}
          {rolesOf(user)
            .map((role) => labelOf(ROLE_LABELS, role))
            .join(t('app.and'))}
        </span>
        <LanguageSwitch />
        <Button tone="quiet" onClick={() => session.end('left')}>
          {t('common.logout')}
        </Button>
      </header>
      <div className="office-body">
        <Menu pages={open} />
        <Suspense
          fallback={
            <p className="office-wait" role="status">
              {t('common.loading')}
            </p>
          }
        >
          <Routes>
            {open.map(({ path, Page }) => (
              <Route
                key={path}
                path={path === '' ? '/' : `/${path}/*`}
                element={<Page user={user} timeZone={meta?.timeZone} />}
              />
            ))}
            {open.some(({ path }) => path === '') ? null : (
              <Route path="/" element={<Navigate replace to={`/${open[0]?.path ?? ''}`} />} />
            )}
            <Route path="*" element={<NotHere />} />
          </Routes>
        </Suspense>
      </div>
    </>
  );
}

const groups = ['work', 'people', 'network', 'rights'] as const;

function Menu({ pages: open }: { pages: readonly OfficePage[] }) {
  const { t } = useTranslation('office');
  return (
    <nav className="office-menu" aria-label={t('menu.label')}>
      {groups.map((group) => {
        const inGroup = open.filter((one) => one.group === group && one.label !== null);
        return inGroup.length === 0 ? null : (
          <div key={group} role="group" aria-label={t(`menu.group.${group}`)}>
            {group === 'work' ? null : <p aria-hidden="true">{t(`menu.group.${group}`)}</p>}
            {inGroup.map(({ path, label, Icon }) => (
              <NavLink key={path} to={`/${path}`} end={path === ''}>
                <Icon aria-hidden />
                {label === null ? null : t(label)}
              </NavLink>
            ))}
          </div>
        );
      })}
    </nav>
  );
}

/** `/` from anywhere puts the cursor in here; Enter looks among the seniors. */
function SearchField() {
  const { t } = useTranslation('office');
  const go = useNavigate();
  const [query, setQuery] = useState('');
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const slash = (event: KeyboardEvent): void => {
      const inField = event.target instanceof HTMLElement && /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
      if (event.key !== '/' || inField || event.isComposing) return;
      event.preventDefault();
      field.current?.focus();
    };
    window.addEventListener('keydown', slash);
    return () => window.removeEventListener('keydown', slash);
  }, []);
  return (
    <form
      role="search"
      className="office-search"
      onSubmit={(event) => {
        event.preventDefault();
        if (query.trim() !== '') void go(`/seniors?q=${encodeURIComponent(query.trim())}`);
      }}
    >
      <input
        ref={field}
        type="search"
        aria-label={t('app.search')}
        aria-keyshortcuts="/"
        placeholder={t('app.searchHint')}
        value={query}
        onChange={(event) => setQuery(event.target.value)}
      />
    </form>
  );
}

function NotHere() {
  const { t } = useTranslation('office');
  return (
    <main className="office-page">
      <h1>{t('app.notHere')}</h1>
      <p>{t('app.notHereWhy')}</p>
    </main>
  );
}
