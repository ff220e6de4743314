import type { Incident, IncidentSummary } from '@silverbell/wire';
import type { ApiProblem } from '@silverbell/web-api-client';
import type { LiveCasesState } from '@silverbell/web-live';
import type { ActionAsked } from '../actions/action-asked.js';
import { Candidates } from '../candidates.js';
import { Stage } from '../features/map/stage.js';
import { Queue } from '../features/queue/queue.js';
import { LegalHolds } from '../holds/legal-holds.js';
import { IncidentPanel } from '../features/incident/incident-panel.js';
import { PersonCard } from '../person-card.js';
import styles from './board.module.css';

interface BoardProps {
  readonly me: string;
  readonly readsCards: boolean;
  readonly timeZone: string | undefined;
  readonly demo: boolean;
  readonly state: LiveCasesState<IncidentSummary>;
  readonly selectedId: string | null;
  readonly incident: Incident | undefined;
  readonly failed: ApiProblem | null;
  readonly readAt: number | null;
  readonly asked: ActionAsked | null;
  readonly onAsk: (asked: Omit<ActionAsked, 'incidentId'>) => void;
  readonly onAsked: () => void;
  readonly onSelect: (id: string | null) => void;
  readonly onNew: (() => void) | null;
  readonly mapFull: boolean;
  readonly onMapFull: (full: boolean) => void;
}

/** Zones never move: the queue left, the map as the stage, the case in one dock (web.md section 1). */
export function Board({
  me,
  timeZone,
  demo,
  state,
  selectedId,
  incident,
  onAsk,
  onSelect,
  mapFull,
  onMapFull,
  ...rest
}: BoardProps) {
  return (
    <div className={`${styles.zones} ${mapFull ? styles.mapFull : ''}`}>
      <Queue me={me} state={state} selectedId={selectedId} timeZone={timeZone} onNew={rest.onNew} />
      <Stage
        cases={state.cases}
        incident={incident}
        selectedId={selectedId}
        demo={demo}
        timeZone={timeZone}
        onSelect={onSelect}
        full={mapFull}
        onFull={onMapFull}
      />
      <IncidentPanel
        key={selectedId ?? 'none'}
        selectedId={selectedId}
        incident={incident}
        failed={rest.failed}
        readAt={rest.readAt}
        me={me}
        readsCards={rest.readsCards}
        timeZone={timeZone}
        asked={rest.asked}
        onAsk={onAsk}
        onAsked={rest.onAsked}
        candidates={<Candidates key={selectedId ?? 'none'} incident={incident} timeZone={timeZone} onAsk={onAsk} />}
        person={
          <>
            <PersonCard incident={incident} timeZone={timeZone} onAsk={onAsk} />
            {incident === undefined ? null : (
              <LegalHolds of={{ type: 'incident', id: incident.id }} timeZone={timeZone} />
            )}
          </>
        }
      />
    </div>
  );
}
