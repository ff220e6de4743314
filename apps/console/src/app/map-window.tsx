import { useLiveCases, type SessionUser } from '@silverbell/web-live';
import type { MetaResponse } from '@silverbell/wire';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { incidentKey, live, readIncident, startLive } from '../shared/app-client.js';
import { Stage } from '../features/map/stage.js';
import { useDesk } from '../shared/map-window.js';
import { useThemeOf } from './theme.js';
import styles from './board.module.css';

/** The map alone, for a second screen. It follows the desk; the sound, the leases and the keys stay there. */
export function MapWindow({ user, meta }: { user: SessionUser; meta: MetaResponse | undefined }) {
  const { t } = useTranslation('console');
  const { selectedId, select } = useDesk(user.id);
  const { cases } = useLiveCases(live);
  useThemeOf(user.id);
  useEffect(() => startLive(), []);
  useEffect(() => {
    document.title = t('map.windowTitle');
  }, [t]);
  const version = selectedId === null ? undefined : cases.get(selectedId)?.version;
  const incident = useQuery({
    queryKey: [...incidentKey(selectedId ?? ''), version],
    queryFn: () => readIncident(selectedId ?? ''),
    enabled: selectedId !== null,
  });
  return (
    <div className={styles.mapWindow}>
      <Stage
        cases={cases}
        incident={incident.data?.id === selectedId ? incident.data : undefined}
        selectedId={selectedId}
        timeZone={meta?.timeZone}
        onSelect={select}
        lookedAt={null}
      />
    </div>
  );
}
