import type { MetaResponse, TaskOnWire } from '@silverbell/wire';
import { routeKey, routeQuery } from '@silverbell/web-api-client';
import { useLiveCases, type SessionUser } from '@silverbell/web-live';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useState, type ComponentProps } from 'react';
import { Navigate, Route, Routes, useMatch, useNavigate } from 'react-router';
import type { ActionAsked } from '../shared/action-asked.js';
import { ActionDialog } from '../features/actions/action-dialog.js';
import { Board } from './board.js';
import { CoverageBoard } from './coverage-board.js';
import { ReplayBoard } from './replay-board.js';
import { DrillBar } from '../features/drills/drill-bar.js';
import { useAlarm, useLease } from './duty.js';
import { Header } from './header.js';
import { api, incidentKey, live, queries, readAt, readIncident, startLive } from '../shared/app-client.js';
import { commandsOf, type Command } from '../shared/commands.js';
import { HotkeyHelp } from './hotkey-help.js';
import { focusPlace, hasPlace } from './focus-places.js';
import { useHotkeys } from './use-hotkeys.js';
import { Palette } from '../features/palette/palette.js';
import { CallBarZone } from '../features/telephony/call-bar-zone.js';
import { SecondPathWarning } from '../features/handover/second-path-warning.js';
import { LatenessBanner } from '../features/platform-health/lateness-banner.js';
import { callBacksOf } from '../shared/call-backs.js';
import { useTasks } from '../shared/use-tasks.js';
import { useViewedIncident } from '../shared/viewers.js';
import { useDesk } from './use-desk.js';
import { useSecondPath } from './second-path.js';
import { NavBar } from './nav-bar.js';
import { useMapWindow } from '../shared/map-window.js';
import { NewIncidentDialog } from '../features/new-incident/new-incident.js';
import { pages } from './pages.js';
import { newestOf, nextToAttend } from '../features/queue/queue-order.js';
import type { LookedAt } from '../features/map/looked-at.js';

/** Who may act on an incident; admin, supervisor and auditor look. */
const actingRoles = ['operator', 'lead'];
/** Who may read what is on file of people (H19). */
const readingRoles = ['operator', 'lead', 'admin'];
/** Who may find people and places; names are masked for a supervisor. */
const searchingRoles = [...readingRoles, 'supervisor'];

const NO_TASKS: readonly TaskOnWire[] = [];

/** What stays whichever page is open: the live line, the ringing, the lease of what I attend, the keys. */
export function ConsoleLayout({ user, meta }: { user: SessionUser; meta: MetaResponse | undefined }) {
  const navigate = useNavigate();
  const selectedId = useMatch('/incidents/:id')?.params.id ?? null;
  const [asked, setAsked] = useState<ActionAsked | null>(null);
  const [overlay, setOverlay] = useState<'help' | 'palette' | null>(null);
  const [opening, setOpening] = useState<ComponentProps<typeof NewIncidentDialog>['about'] | null>(null);
  const [lookedAt, setLookedAt] = useState<LookedAt | null>(null);
  const [mapFull, setMapFull] = useState(false);
  const acts = actingRoles.includes(user.role);
  const state = useLiveCases(live);
  const me = useQuery({
    ...routeQuery(api, 'me', {}),
    enabled: acts,
    refetchInterval: 60_000,
  });
  const onDuty = me.data?.onDuty === true;

  useEffect(() => startLive(), []);
  useEffect(() => {
    const seen = (): void => {
      if (document.visibilityState === 'visible') void live.refresh();
    };
    document.addEventListener('visibilitychange', seen);
    return () => document.removeEventListener('visibilitychange', seen);
  }, []);

  const mine = pages.filter((page) => page.roles.includes(user.role));
  const tasks = useTasks(mine.some(({ path }) => path === 'tasks')).data?.items;
  const callBacks = useMemo(() => (acts ? callBacksOf(tasks ?? [], user.id).length : 0), [acts, tasks, user.id]);
  const desk = useDesk(user, acts && onDuty);
  const alarm = useAlarm(state.cases, tasks ?? NO_TASKS, user.role, desk, onDuty);
  useSecondPath(state.cases, desk, onDuty);
  useLease(state.cases, user.id);
  useViewedIncident(selectedId);

  const waiting = useMemo(
    () => [...state.cases.values()].filter((one) => one.attention.state === 'waiting').length,
    [state.cases],
  );
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
  const mapWindow = useMapWindow(user.id, selectedId, select);
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

  const askedNoMore = useCallback(() => setAsked(null), []);
  const look = useCallback(
    (place: LookedAt) => {
      void navigate('/');
      setLookedAt(place);
    },
    [navigate],
  );
  useEffect(() => setLookedAt((before) => (selectedId === null ? before : null)), [selectedId]);

  const commands = (): readonly Command[] =>
    commandsOf({
      secondWindow: mapWindow.open,
      wallboard: () => void window.open('/console/wallboard', '_blank'),
      ...{ acts, attendNext, ask, mute: alarm.mute, has: hasPlace, goTo: focusPlace },
      hasIncident: shown !== undefined,
      allowed: (action) => shown?.allowedActions.includes(action) === true,
      help: () => setOverlay('help'),
      palette: () => setOverlay('palette'),
      newIncident: () => setOpening({}),
      newest: () => {
        const newest = newestOf(live.state().cases.values());
        if (newest !== undefined) select(newest.id);
      },
      toggleMap: () => {
        setMapFull((full) => !full);
        focusPlace('map');
      },
    });
  useHotkeys({
    dialogOpen: asked !== null || overlay !== null || opening !== null,
    commands,
    leaveMap: () => setMapFull(false),
  });

  const queue = { me: user.id, state, timeZone: meta?.timeZone, onNew: acts ? () => setOpening({}) : null };
  const board = (
    <Board
      me={user.id}
      user={user}
      readsCards={readingRoles.includes(user.role)}
      timeZone={meta?.timeZone}
      state={state}
      selectedId={selectedId}
      incident={shown}
      failed={incident.isError ? incident.error : null}
      readAt={readAt(incidentKey(selectedId ?? ''))}
      asked={asked}
      onAsk={ask}
      onAsked={askedNoMore}
      onSelect={select}
      onNew={acts ? () => setOpening({}) : null}
      lookedAt={lookedAt}
      onFind={() => setOverlay('palette')}
      mapFull={mapFull}
      mapAway={mapWindow.away}
      onSecondWindow={mapWindow.open}
      onMapFull={setMapFull}
    />
  );
  return (
    <>
      <Header
        user={user}
        acts={acts}
        onDuty={onDuty}
        dutyKnown={me.isSuccess}
        meta={meta}
        alarm={alarm}
        onHelp={() => setOverlay('help')}
        onDutyChanged={() =>
          Promise.all([me.refetch(), queries.invalidateQueries({ queryKey: routeKey('seatsOnDuty') })])
        }
      >
        <NavBar pages={mine} waiting={waiting} callBacks={callBacks} coverage={searchingRoles.includes(user.role)} />
      </Header>
      {acts ? <SecondPathWarning timeZone={meta?.timeZone} /> : null}
      <LatenessBanner audible={acts && onDuty && alarm.mutedForS === 0} />
      <DrillBar timeZone={meta?.timeZone} />
      <Routes>
        <Route path="/" element={board} />
        <Route path="/incidents/:id" element={board} />
        <Route path="/incidents/:id/replay" element={<ReplayBoard {...queue} />} />
        {searchingRoles.includes(user.role) ? (
          <Route path="/coverage" element={<CoverageBoard {...queue} selectedId={null} />} />
        ) : null}
        {mine.map(({ path, Page }) => (
          <Route key={path} path={`/${path}/*`} element={<Page user={user} timeZone={meta?.timeZone} />} />
        ))}
        <Route path="*" element={<Navigate to="/" replace />} />
      </Routes>
      {acts ? (
        <CallBarZone
          accountId={user.id}
          onDuty={onDuty}
          muted={alarm.mutedForS > 0}
          selectedId={selectedId}
          timeZone={meta?.timeZone}
          onSelect={select}
        />
      ) : null}
      {asked !== null && asked.action !== 'attend' && shown !== undefined && shown.id === asked.incidentId ? (
        <ActionDialog
          key={asked.action}
          asked={asked}
          incident={shown}
          timeZone={meta?.timeZone}
          onAsk={ask}
          onClose={() => setAsked(null)}
        />
      ) : null}
      {opening === null ? null : (
        <NewIncidentDialog about={opening} onClose={() => setOpening(null)} onOpened={select} />
      )}
      {overlay === 'help' ? <HotkeyHelp commands={commands()} onClose={() => setOverlay(null)} /> : null}
      {overlay === 'palette' ? (
        <Palette
          commands={commands()}
          searches={searchingRoles.includes(user.role)}
          mayOpenHelpers={mine.some(({ path }) => path === 'helpers')}
          onClose={() => setOverlay(null)}
          onOpen={(path) => void navigate(path)}
          onLook={look}
          onCall={acts ? (home) => setOpening({ home }) : null}
        />
      ) : null}
    </>
  );
}
