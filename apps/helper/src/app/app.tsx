import { SessionPage } from '@silverbell/web-session';
import { useTranslation } from 'react-i18next';
import { client } from '../shared/app-client.js';
import { Day } from './day.js';

export function App() {
  const { t } = useTranslation('helper');
  return (
    <SessionPage
      client={client}
      title={t('app.title')}
      roles={['helper']}
      demoLogins={['helper-1 … helper-8']}
      className="phone-page"
    >
      {(user, meta) => <Day key={user.id} user={user} meta={meta} />}
    </SessionPage>
  );
}
