import { SessionPage } from '@silverbell/web-session';
import { useTranslation } from 'react-i18next';
import { Following } from './following.js';
import { house } from './house.js';

export function App() {
  const { t } = useTranslation('family');
  return (
    <SessionPage house={house} title={t('app.title')} roles={['family']} demoLogins={['family-1']} className="page">
      {(user, meta) => <Following key={user.id} user={user} timeZone={meta?.timeZone} />}
    </SessionPage>
  );
}
