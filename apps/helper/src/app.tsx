import { SessionPage } from '@silverbell/web-session';
import { useTranslation } from 'react-i18next';
import { Day } from './day.js';
import { client } from './app-client.js';

export function App() {
  const { t } = useTranslation('helper');
  return (
    <SessionPage
      client={client}
      title={t('app.title')}
      roles={['helper']}
      demoLogins={['helper-1 … helper-8']}
      className="page"
    >
      {(user, meta) => <Day key={user.id} user={user} meta={meta} />}
    </SessionPage>
  );
}
