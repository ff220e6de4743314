import { SessionPage } from '@silverbell/web-session';
import { useTranslation } from 'react-i18next';
import { Following } from './following.js';
import { client } from './app-client.js';

export function App() {
  const { t } = useTranslation('family');
  return (
    <SessionPage client={client} title={t('app.title')} roles={['family']} demoLogins={['family-1']} className="page">
      {(user, meta) => <Following key={user.id} user={user} timeZone={meta?.timeZone} />}
    </SessionPage>
  );
}
