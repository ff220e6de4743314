import { useSession } from '@silverbell/web-live';
import { SessionPage } from '@silverbell/web-session';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Desk } from './desk.js';
import { house, queries, session } from './house.js';

const deskRoles = ['operator', 'lead', 'admin', 'supervisor', 'auditor'];
const demoLogins = ['operator', 'operator-2', 'lead', 'supervisor', 'auditor', 'admin'];

export function App() {
  const { t } = useTranslation('console');
  const { user, expired } = useSession(session);
  const shown = (user ?? expired)?.id;
  // What one person read is not left in memory for the next one at this desk.
  useEffect(() => () => queries.clear(), [shown]);
  return (
    <SessionPage house={house} title={t('app.title')} roles={deskRoles} demoLogins={demoLogins} className="console">
      {(one, meta) => <Desk key={one.id} user={one} meta={meta} />}
    </SessionPage>
  );
}
