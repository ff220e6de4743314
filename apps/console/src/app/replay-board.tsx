import { routeQuery } from '@silverbell/web-api-client';
import { ProblemMessage } from '@silverbell/web-ui';
import type { Incident } from '@silverbell/wire';
import { useQuery } from '@tanstack/react-query';
import { useState, type ComponentProps } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, useParams } from 'react-router';
import { api, incidentKey, readIncident } from '../shared/app-client.js';
import { Queue } from '../features/queue/queue.js';
import { ReplayPanel } from '../features/replay/replay-panel.js';
import type { Playing } from '../features/replay/player.js';
import { ReplayStage } from '../features/replay/replay-stage.js';
import styles from './board.module.css';
import pieces from '../shared/pieces.module.css';

type QueueProps = Omit<ComponentProps<typeof Queue>, 'selectedId'>;

/** A closed incident from its first to its last event; the queue keeps its place, because a new incident must be seen here, too. */
export function ReplayBoard(queue: QueueProps) {
  const { t } = useTranslation('console');
  const id = useParams()['id'] ?? '';
  const incident = useQuery({ queryKey: incidentKey(id), queryFn: () => readIncident(id), staleTime: 0 });
  return (
    <div className={styles.zones}>
      <Queue {...queue} selectedId={id} />
      {incident.data === undefined ? (
        <main className={pieces.empty} aria-label={t('replay.title')}>
          <ProblemMessage problem={incident.error} />
          {incident.isLoading ? t('common.loading') : null}
        </main>
      ) : incident.data.closedAt === null ? (
        <Navigate to={`/incidents/${id}`} replace />
      ) : (
        <Replay key={id} incident={incident.data} timeZone={queue.timeZone} />
      )}
    </div>
  );
}

function Replay({ incident, timeZone }: { incident: Incident; timeZone: string | undefined }) {
  const { data: track = { items: [] } } = useQuery(routeQuery(api, 'responseTrack', { params: { id: incident.id } }));
  const [playing, setPlaying] = useState<Playing>({ atMs: Date.parse(incident.raisedAt), playing: false, speed: 8 });
  return (
    <>
      <ReplayStage incident={incident} track={track} playing={playing} onPlaying={setPlaying} timeZone={timeZone} />
      <ReplayPanel incident={incident} track={track} atMs={playing.atMs} timeZone={timeZone} />
    </>
  );
}
