import type { MetaResponse } from '@silverbell/wire';
import { routeKey, routeQuery } from '@silverbell/web-api-client';
import type { SessionUser } from '@silverbell/web-live';
import { LanguageSwitch, timeOfDay } from '@silverbell/web-ui';
import { Band, BottomTabs, Card, Column, PhoneButton, PhoneTop } from '@silverbell/web-ui/phone';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Care } from '../features/care/care.js';
import { OwnBinding } from '../features/invitations/own-binding.js';
import { OpenIncident } from '../features/incidents/open-incident.js';
import { PastIncidents } from '../features/incidents/past-incidents.js';
import { NoticeSettings } from '../features/notice/notice-settings.js';
import { SeniorFacts } from '../features/seniors/senior-facts.js';
import { api, queries, readAt, session, transport } from '../shared/app-client.js';

/** What happened, who is going, how long. Facts with their time; never that all is well (H15). */
export function Following({ user, meta }: { user: SessionUser; meta: MetaResponse | undefined }) {
  const { t } = useTranslation('family');
  const [tab, setTab] = useState<'facts' | 'care' | 'notice'>('facts');
  const up = usePushes();
  const timeZone = meta?.timeZone;
  const seniors = useQuery({ ...routeQuery(api, 'mySeniors', {}), refetchInterval: 30_000 });
  const incidents = useQuery({ ...routeQuery(api, 'myIncidents', {}), refetchInterval: up ? 15_000 : 5_000 });
  const items = incidents.data?.items ?? [];
  const open = items.filter((one) => one.closedAt === null);
  const cut = seniors.isError || incidents.isError;
  const incidentsReadAt = readAt(routeKey('myIncidents', {}));
  const seniorsReadAt = readAt(routeKey('mySeniors', {}));
  return (
    <>
      <PhoneTop title={t('app.title')} demo={meta?.demo === true} />
      <main className="phone-screen">
        {cut ? (
          <Band
            tone="bad"
            icon="offline"
            role="alert"
            title={t('line.down')}
            line={
              incidentsReadAt === null
                ? t('line.never')
                : t('line.lastRead', { at: timeOfDay(incidentsReadAt, timeZone) })
            }
          />
        ) : null}
        {open.map((one) => (
          <OpenIncident key={one.id} incident={one} deskNumber={seniors.data?.deskNumber ?? null} timeZone={timeZone} />
        ))}
        <Column>
          {seniors.data?.items.length === 0 ? <p>{t('seniors.none')}</p> : null}
          {seniors.data === undefined && !cut ? <p>{t('common.loading')}</p> : null}
          {tab === 'care' ? <Care timeZone={timeZone} /> : null}
          {seniors.data?.items.map((one) =>
            tab === 'care' ? null : tab === 'facts' ? (
              <SeniorFacts key={one.id} senior={one} doubtful={cut} timeZone={timeZone} readAtMs={seniorsReadAt} />
            ) : (
              <NoticeSettings key={one.id} senior={one} />
            ),
          )}
          {tab === 'facts' ? (
            <PastIncidents incidents={items.filter((one) => one.closedAt !== null)} timeZone={timeZone} />
          ) : null}
          {tab === 'notice' ? (
            <>
              <OwnBinding seniors={seniors.data?.items ?? []} />
              <Mine name={user.name} />
            </>
          ) : null}
        </Column>
      </main>
      <BottomTabs
        label={t('tabs.label')}
        tabs={[
          { key: 'facts', label: t('tabs.facts'), icon: 'pulse' },
          { key: 'care', label: t('tabs.care'), icon: 'calendar' },
          { key: 'notice', label: t('tabs.notice'), icon: 'settings' },
        ]}
        current={tab}
        onChoose={setTab}
      />
    </>
  );
}

function Mine({ name }: { name: string }) {
  const { t } = useTranslation('family');
  return (
    <Card title={name}>
      <LanguageSwitch />
      <PhoneButton variant="text" onClick={() => session.end('left')}>
        {t('common.logout')}
      </PhoneButton>
    </Card>
  );
}

/** Pushes say “look again”. True while the socket is up. */
function usePushes(): boolean {
  const [up, setUp] = useState(transport.connected);
  useEffect(() => {
    const refresh = (): void => {
      void queries.invalidateQueries({ queryKey: routeKey('mySeniors') });
      void queries.invalidateQueries({ queryKey: routeKey('myIncidents') });
    };
    const subscriptions = [
      transport.onConnection((now) => {
        setUp(now);
        if (now) refresh();
      }),
      transport.on('incident.changed', refresh),
    ];
    transport.open();
    return () => {
      for (const unsubscribe of subscriptions) unsubscribe();
      transport.close();
    };
  }, []);
  return up;
}
