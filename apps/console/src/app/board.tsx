import type { Incident, IncidentSummary } from '@silverbell/wire';
import type { ApiProblem } from '@silverbell/web-api-client';
import type { LiveCasesState, SessionUser } from '@silverbell/web-live';
import type { ActionAsked } from '../shared/action-asked.js';
import { Candidates } from '../features/candidates/candidates.js';
import type { LookedAt } from '../features/map/looked-at.js';
import { Stage } from '../features/map/stage.js';
import { Queue } from '../features/queue/queue.js';
import { PhoneCalls } from '../features/telephony/phone-calls.js';
import { useListsFirst } from '../shared/use-lists-first.js';
import { LegalHolds } from '../shared/legal-holds/legal-holds.js';
import { IncidentPanel } from '../features/incident/incident-panel.js';
import { ShiftDock } from '../features/shift/shift-dock.js';
import { PersonCard } from '../features/person/person-card.js';
import { memo } from 'react';
import styles from './board.module.css';

interface BoardProps {
  readonly me: string;
  readonly user: SessionUser;
  readonly readsCards: boolean;
  readonly timeZone: string | undefined;
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
  readonly lookedAt: LookedAt | null;
  readonly onFind: () => void;
  readonly mapFull: boolean;
  /** A second window holds the map. */
  readonly mapAway: boolean;
  readonly onSecondWindow: () => void;
  readonly onMapFull: (full: boolean) => void;
}

/** Zones never move: the queue left, the map as the stage, the incident in one dock (web.md section 1). */
export function Board({
  me,
  timeZone,
  state,
  selectedId,
  incident,
  onSelect,
  mapFull,
  onMapFull,
  ...rest
}: BoardProps) {
  const listsFirst = useListsFirst();
  const { user, failed, readAt, readsCards, asked, onAsk, onAsked } = rest;
  return (
    <div className={`${styles.zones} ${mapFull ? styles.mapFull : rest.mapAway ? styles.mapAway : ''}`}>
      <Queue me={me} state={state} selectedId={selectedId} timeZone={timeZone} onNew={rest.onNew} />
      <Stage
        cases={state.cases}
        incident={incident}
        selectedId={selectedId}
        timeZone={timeZone}
        onSelect={onSelect}
        lookedAt={rest.lookedAt}
        desk={{
          onFind: rest.onFind,
          full: mapFull,
          onFull: onMapFull,
          away: rest.mapAway,
          onSecondWindow: rest.onSecondWindow,
        }}
      />
      {selectedId === null ? (
        <ShiftDock user={user} timeZone={timeZone} reads={listsFirst} />
      ) : (
        <Dock {...{ me, readsCards, timeZone, selectedId, incident, failed, readAt, asked, onAsk, onAsked }} />
      )}
    </div>
  );
}

type DockProps = Pick<
  BoardProps,
  'me' | 'readsCards' | 'timeZone' | 'incident' | 'failed' | 'readAt' | 'asked' | 'onAsk' | 'onAsked'
> & { readonly selectedId: string };

/** Rendered again when its own incident changes, and not with each of the two thousand in the queue. */
const Dock = memo(function Dock({ readsCards, ...zone }: DockProps) {
  const { selectedId, incident, timeZone, onAsk } = zone;
  return (
    <IncidentPanel
      key={selectedId}
      {...zone}
      readsCards={readsCards}
      candidates={<Candidates key={selectedId} incident={incident} timeZone={timeZone} onAsk={onAsk} />}
      phoneCalls={readsCards ? <PhoneCalls incidentId={selectedId} timeZone={timeZone} /> : null}
      person={
        <>
          <PersonCard incident={incident} timeZone={timeZone} onAsk={onAsk} />
          {incident === undefined ? null : (
            <LegalHolds of={{ type: 'incident', id: incident.id }} timeZone={timeZone} />
          )}
        </>
      }
    />
  );
});
