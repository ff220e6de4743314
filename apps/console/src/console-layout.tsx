import type { MetaResponse } from '@silverbell/wire';
import { routeQuery } from '@silverbell/web-api-client';
import { useLiveCases, type SessionUser } from '@silverbell/web-live';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, Route, Routes, useMatch, useNavigate } from 'react-router';
import type { ActionAsked } from './actions/action-asked.js';
import { ActionDialog } from './actions/action-dialog.js';
import { Board } from './app/board.js';
import { DrillBar } from './drills/drill-bar.js';
import { useAlarm, useLease } from './duty.js';
import { Header } from './app/header.js';
import { api, incidentKey, live, readAt, readIncident } from './app-client.js';
import { HotkeyHelp, useHotkeys } from './hotkeys.js';
import { LatenessBanner } from './platform-health/lateness-banner.js';
import { useViewedIncident } from './viewers/viewers-line.js';
import { NavBar } from './app/nav-bar.js';
import { NewIncidentDialog } from './new-incident.js';
import { pages } from './pages.js';
import { nextToAttend } from './features/queue/queue-order.js';

/** Who may act on a case; admin, supervisor and auditor look. */
const actingRoles = ['operator', 'lead'];
/** Who may read what is on file of people (H19). */
const readingRoles = ['operator', 'lead', 'admin'];

/** What stays whichever page is open: the live line, the ringing, the lease of what I attend, the keys. */
export function ConsoleLayout({ user, meta }: { user: SessionUser; meta: MetaResponse | undefined }) {
  const { t } = useTranslation('console');
  const navigate = useNavigate();
  const selectedId = useMatch('/incidents/:id')?.params.id ?? null;
  const [asked, setAsked] = useState<ActionAsked | null>(null);
  const [helping, setHelping] = useState(false);
  const [opening, setOpening] = useState(false);
  const [mapFull, setMapFull] = useState(false);
  const acts = actingRoles.includes(user.role);
  const state = useLiveCases(live);
  const me = useQuery({
    ...routeQuery(api, 'me', {}),
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
  useViewedIncident(selectedId);

  const waiting = useMemo(
    () => [...state.cases.values()].filter((one) => one.attention.state === 'waiting').length,
    [state.cases],
  );
  useEffect(() => {
    const title = t('app.title');
    document.title = waiting > 0 ? t('app.titleCount', { n: waiting, title }) : title;
  }, [waiting, t]);

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
  const attendNext = useCallback(() => {
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

  useHotkeys({
    dialogOpen: asked !== null || helping || opening,
    allowed: (action) => shown?.allowedActions.includes(action) === true,
    attendNext: () => {
      if (acts) attendNext();
    },
    ask,
    mute: alarm.mute,
    help: () => setHelping(true),
    newIncident: () => {
      if (acts) setOpening(true);
    },
    toggleMap: () => {
      setMapFull((full) => !full);
      document.getElementById('stage-map')?.focus();
    },
    leaveMap: () => setMapFull(false),
  });

  const board = (
    <Board
      me={user.id}
      readsCards={readingRoles.includes(user.role)}
      timeZone={meta?.timeZone}
      demo={meta?.demo === true}
      state={state}
      selectedId={selectedId}
      incident={shown}
      failed={incident.isError ? incident.error : null}
      readAt={readAt(incidentKey(selectedId ?? ''))}
      asked={asked}
      onAsk={ask}
      onAsked={() => setAsked(null)}
      onSelect={select}
      onNew={acts ? () => setOpening(true) : null}
      mapFull={mapFull}
      onMapFull={setMapFull}
    />
  );
  const mine = pages.filter((page) => page.roles.includes(user.role));
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
      >
        <NavBar pages={mine} waiting={waiting} />
      </Header>
      <LatenessBanner audible={acts && onDuty && alarm.mutedForS === 0} />
      <DrillBar timeZone={meta?.timeZone} />
      <Routes>
        <Route path="/" element={board} />
        <Route path="/incidents/:id" element={board} />
        {mine.map(({ path, Page }) => (
          <Route key={path} path={`/${path}/*`} element={<Page user={user} timeZone={meta?.timeZone} />} />
        ))}
        <Route path="*" element={<Navigate to="/" replace />} />
      </Routes>
      {asked !== null && asked.action !== 'attend' && shown !== undefined && shown.id === asked.incidentId ? (
        <ActionDialog
          asked={asked}
          incident={shown}
          timeZone={meta?.timeZone}
          demo={meta?.demo === true}
          onClose={() => setAsked(null)}
        />
      ) : null}
      <NewIncidentDialog open={opening} onClose={() => setOpening(false)} onOpened={select} />
      <HotkeyHelp open={helping} onClose={() => setHelping(false)} />
    </>
  );
}
