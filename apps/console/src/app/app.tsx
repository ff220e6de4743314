import { SessionPage } from '@silverbell/web-session';
import { useTranslation } from 'react-i18next';
import { Route, Routes } from 'react-router';
import { MapWindow } from './map-window.js';
import { ConsoleLayout } from './console-layout.js';
import { Wallboard } from '../features/wallboard/wallboard.js';
import { client } from '../shared/app-client.js';
import styles from './app.module.css';

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
      className={styles.console}
      organisationLogin="console"
    >
      {(one, meta) => (
        <Routes>
          <Route path="/map-window" element={<MapWindow key={one.id} user={one} meta={meta} />} />
          <Route path="/wallboard" element={<Wallboard timeZone={meta?.timeZone} covers={one.role !== 'auditor'} />} />
          <Route path="*" element={<ConsoleLayout key={one.id} user={one} meta={meta} />} />
        </Routes>
      )}
    </SessionPage>
  );
}
