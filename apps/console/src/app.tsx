import { SessionPage } from '@silverbell/web-session';
import { useTranslation } from 'react-i18next';
import { ConsoleLayout } from './console-layout.js';
import { client } from './app-client.js';

const consoleRoles = ['operator', 'lead', 'admin', 'supervisor', 'auditor'];
const demoLogins = ['operator', 'operator-2', 'lead', 'supervisor', 'auditor', 'admin'];

export function App() {
  const { t } = useTranslation('console');
  return (
    <SessionPage
      client={client}
      title={t('app.title')}
      roles={consoleRoles}
      demoLogins={demoLogins}
      className="console"
      organisationLogin="console"
    >
      {(one, meta) => <ConsoleLayout key={one.id} user={one} meta={meta} />}
    </SessionPage>
  );
}
