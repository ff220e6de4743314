import type { SessionUser } from '@silverbell/web-live';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { hasOneOf } from '../../shared/page-props.js';
import { SETTING_READERS } from './roles.js';

type Page = 'catalogue' | 'calendar' | 'settings';

/** From one of the three pages to the others. */
export function GroundLinks({ user, here }: { readonly user: SessionUser; readonly here: Page }) {
  const { t } = useTranslation('office');
  const links = [
    { page: 'catalogue', to: '/care-ground', name: t('careGround.title') },
    { page: 'calendar', to: '/care-ground/calendar', name: t('careGround.calendar') },
    ...(hasOneOf(user, SETTING_READERS)
      ? [{ page: 'settings', to: '/care-ground/settings', name: t('careSettings.title') }]
      : []),
  ];
  return (
    <>
      {links
        .filter(({ page }) => page !== here)
        .map(({ page, to, name }) => (
          <Link key={page} className="sb-button sb-button-plain no-print" to={to}>
            {name}
          </Link>
        ))}
    </>
  );
}
