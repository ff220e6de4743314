import { useLiveCases, type SessionUser } from '@silverbell/web-live';
import { say as sayNow, useSay } from '@silverbell/web-ui';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { useMatch, useNavigate } from 'react-router';
import { ActionDialog, type ActionAsked } from './action-dialogs.js';
import { Candidates } from './candidates.js';
import { useAlarm, useLease } from './duty.js';
import { Header } from './header.js';
import { api, incidentKey, live, readIncident, type Meta } from './house.js';
import { IncidentZone } from './incident-zone.js';
import { KeyHelp, useKeys } from './keys.js';
import { MapZone } from './map-zone.js';
import { NewIncidentDialog } from './new-incident.js';
import { PersonCard } from './person-card.js';
import { nextToAttend } from './queue-order.js';
import { Queue } from './queue.js';

/** Who may act on a case; admin, supervisor and auditor look. */
const actingRoles = ['operator', 'lead'];

interface Me {
  readonly onDuty: boolean | null;
}

export function Board({ user, meta }: { user: SessionUser; meta: Meta | undefined }) {
  const say = useSay();
  const navigate = useNavigate();
  const selectedId = useMatch('/incidents/:id')?.params.id ?? null;
  const [asked, setAsked] = useState<ActionAsked | null>(null);
  const [helping, setHelping] = useState(false);
  const [opening, setOpening] = useState(false);
  const acts = actingRoles.includes(user.role);
  const state = useLiveCases(live);
  const me = useQuery({
    queryKey: ['me', user.id],
    queryFn: () => api.get<Me>('/me'),
    enabled: acts,
    refetchInterval: 60_000,
  });
  const onDuty = me.data?.onDuty === true;

  useEffect(() => live.start(), []);
  useEffect(() => {
    const seen = (): void => {
      if (document.visibilityState === 'visible') void live.refresh();
    };
    document.addEventListener('visibilitychange', seen);
    return () => document.removeEventListener('visibilitychange', seen);
  }, []);

  const alarm = useAlarm(state.cases, user.id, onDuty);
  useLease(state.cases, user.id);

  const waiting = useMemo(
    () => [...state.cases.values()].filter((one) => one.attention.state === 'waiting').length,
    [state.cases],
  );
  useEffect(() => {
    const title = sayNow('app.title');
    document.title = waiting > 0 ? sayNow('app.titleCount', { n: waiting, title }) : title;
  }, [waiting, say]);

  const incident = useQuery({
    queryKey: incidentKey(selectedId ?? ''),
    queryFn: () => readIncident(selectedId ?? ''),
    enabled: selectedId !== null,
    refetchInterval: 20_000,
  });
  const summaryVersion = selectedId === null ? undefined : state.cases.get(selectedId)?.version;
  const shownVersion = incident.data?.version;
  const { refetch } = incident;
  useEffect(() => {
    if (summaryVersion !== undefined && shownVersion !== undefined && summaryVersion > shownVersion) void refetch();
  }, [summaryVersion, shownVersion, refetch]);

  const select = useCallback((id: string | null) => void navigate(id === null ? '/' : `/incidents/${id}`), [navigate]);
  const shown = incident.data?.id === selectedId ? incident.data : undefined;
  const attendNext = useCallback(async () => {
    const next = nextToAttend(live.state().cases.values());
    if (next === undefined) return;
    select(next.id);
    setAsked({ action: 'attend', incidentId: next.id });
  }, [select]);
  const ask = useCallback(
    (next: Omit<ActionAsked, 'incidentId'>) => {
      if (selectedId !== null) setAsked({ ...next, incidentId: selectedId });
    },
    [selectedId],
  );

  useKeys({
    dialogOpen: asked !== null || helping || opening,
    allowed: (action) => shown?.allowedActions.includes(action) === true,
    attendNext: () => {
      if (acts) void attendNext();
    },
    ask,
    mute: alarm.mute,
    help: () => setHelping(true),
  });

  return (
    <>
      <Header
        user={user}
        acts={acts}
        onDuty={onDuty}
        dutyKnown={me.isSuccess}
        meta={meta}
        alarm={alarm}
        onHelp={() => setHelping(true)}
        onDutyChanged={() => me.refetch()}
      />
      <div className="zones">
        <Queue
          me={user.id}
          state={state}
          selectedId={selectedId}
          timeZone={meta?.timeZone}
          onNew={acts ? () => setOpening(true) : null}
        />
        <IncidentZone
          key={selectedId ?? 'none'}
          selectedId={selectedId}
          incident={shown}
          failed={incident.isError ? incident.error : null}
          readAt={incident.dataUpdatedAt}
          me={user.id}
          timeZone={meta?.timeZone}
          asked={asked}
          onAsk={ask}
          onAsked={() => setAsked(null)}
        />
        <div className="side">
          <div className="side-scroll">
            <PersonCard incident={shown} timeZone={meta?.timeZone} onAsk={ask} />
            <Candidates key={selectedId ?? 'none'} incident={shown} timeZone={meta?.timeZone} onAsk={ask} />
          </div>
          <MapZone
            cases={state.cases}
            incident={shown}
            selectedId={selectedId}
            demo={meta?.demo === true}
            onSelect={select}
          />
        </div>
      </div>
      {asked !== null && asked.action !== 'attend' && shown !== undefined && shown.id === asked.incidentId ? (
        <ActionDialog asked={asked} incident={shown} onClose={() => setAsked(null)} />
      ) : null}
      <NewIncidentDialog open={opening} onClose={() => setOpening(false)} onOpened={select} />
      <KeyHelp open={helping} onClose={() => setHelping(false)} />
    </>
  );
}
