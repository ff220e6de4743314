import type { Incident, IncidentSummary } from '@silverbell/wire';
import type { ApiProblem } from '@silverbell/web-api-client';
import type { LiveCasesState } from '@silverbell/web-live';
import type { ActionAsked } from './actions/action-asked.js';
import { Candidates } from './candidates.js';
import { LegalHolds } from './holds/legal-holds.js';
import { IncidentPanel } from './incident-panel.js';
import { MapPanel } from './map-panel.js';
import { PersonCard } from './person-card.js';
import { Queue } from './queue.js';

interface DispatchPageProps {
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
}

/** Zones never move: queue, incident, person and map (web.md section 1). */
export function DispatchPage({
  me,
  timeZone,
  demo,
  state,
  selectedId,
  incident,
  onAsk,
  onSelect,
  ...rest
}: DispatchPageProps) {
  return (
    <div className="zones">
      <Queue me={me} state={state} selectedId={selectedId} timeZone={timeZone} onNew={rest.onNew} />
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
      />
      <div className="side">
        <div className="side-scroll">
          <PersonCard incident={incident} timeZone={timeZone} onAsk={onAsk} />
          <Candidates key={selectedId ?? 'none'} incident={incident} timeZone={timeZone} onAsk={onAsk} />
          {incident === undefined ? null : (
            <LegalHolds of={{ type: 'incident', id: incident.id }} timeZone={timeZone} />
          )}
        </div>
        <MapPanel cases={state.cases} incident={incident} selectedId={selectedId} demo={demo} onSelect={onSelect} />
      </div>
    </div>
  );
}
