import { SessionPage } from '@silverbell/web-session';
import { useTranslation } from 'react-i18next';
import { Desk } from './desk.js';
import { client } from './app-client.js';

const deskRoles = ['operator', 'lead', 'admin', 'supervisor', 'auditor'];
const demoLogins = ['operator', 'operator-2', 'lead', 'supervisor', 'auditor', 'admin'];

export function App() {
  const { t } = useTranslation('console');
  return (
    <SessionPage client={client} title={t('app.title')} roles={deskRoles} demoLogins={demoLogins} className="console">
      {(one, meta) => <Desk key={one.id} user={one} meta={meta} />}
    </SessionPage>
  );
}
