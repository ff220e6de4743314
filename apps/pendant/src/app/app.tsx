import { ApiClient, createQueryClient, routeQuery } from '@silverbell/web-api-client';
import { serverClock } from '@silverbell/web-live';
import { DemoBanner, language, LanguageSwitch } from '@silverbell/web-ui';
import { Column, PhoneTop } from '@silverbell/web-ui/phone';
import { QueryClientProvider, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Connect } from '../features/connect/connect.js';
import { LessonList } from '../features/lessons/lesson-list.js';
import { Wearing } from '../features/wearing/wearing.js';
import type { Device } from '../shared/pendant-connection.js';

const api = new ApiClient({ language, onServerTime: (ms) => serverClock.learn(ms) });
const queries = createQueryClient({ refetchOnWindowFocus: 'always', refetchOnReconnect: 'always' });

export function App() {
  return (
    <QueryClientProvider client={queries}>
      <PendantPage />
    </QueryClientProvider>
  );
}

function PendantPage() {
  const { t } = useTranslation('pendant');
  const meta = useQuery({ ...routeQuery(api, 'meta', {}), refetchInterval: 60_000 }).data;
  const [device, setDevice] = useState<Device | null>(null);
  const [triedLamps, setTriedLamps] = useState<number | null>(null);
  useEffect(() => {
    document.title = t('app.title');
  }, [t]);
  const demo = meta?.demo === true;
  return (
    <div className="phone-page">
      <DemoBanner demo={demo} logins={['demo-pendant-1 … demo-pendant-8']} />
      <PhoneTop title={t('app.title')} demo={demo} />
      <main className="phone-screen">
        <Column>
          {device === null ? (
            <Connect demo={demo} ready={meta !== undefined} onConnect={setDevice} />
          ) : (
            <Wearing
              key={device.deviceId}
              device={device}
              port={meta?.mqttWsPort ?? 0}
              timeZone={meta?.timeZone}
              triedLamps={triedLamps}
              onReceipt={() => setTriedLamps(null)}
              onLeave={() => setDevice(null)}
            />
          )}
          <LessonList onTry={setTriedLamps} />
          <LanguageSwitch />
        </Column>
      </main>
    </div>
  );
}
