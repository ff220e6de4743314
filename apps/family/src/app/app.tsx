import { SessionPage } from '@silverbell/web-session';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Joining } from '../features/invitations/joining.js';
import { client } from '../shared/app-client.js';

/** Everything behind the login comes after it: the first load of a visitor stays small. */
const Following = lazy(() => import('./following.js').then((loaded) => ({ default: loaded.Following })));

export function App() {
  const { t } = useTranslation('family');
  return (
    <SessionPage
      client={client}
      title={t('app.title')}
      roles={['family']}
      demoLogins={['family-1']}
      className="phone-page"
      otherWayIn={<Joining />}
    >
      {(user, meta) => (
        <Suspense fallback={<p role="status">{t('common.loading')}</p>}>
          <Following key={user.id} user={user} meta={meta} />
        </Suspense>
      )}
    </SessionPage>
  );
}
