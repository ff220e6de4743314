import { MapView, type MapMarker, type MapWay } from '@silverbell/web-map';
import { Button, clockSpan, language, timeOfDay } from '@silverbell/web-ui';
import type { Incident, ResponseTrack } from '@silverbell/wire';
import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useBasemap } from '../../shared/basemap.js';
import { Track } from '../../shared/track/track.js';
import { helpersAt, incidentAt } from './replay-at.js';
import styles from './replay.module.css';

export const SPEEDS = [1, 8, 30] as const;
export type Speed = (typeof SPEEDS)[number];
/** How often the picture moves on while it plays. */
const STEP_MS = 250;

export interface Playing {
  readonly atMs: number;
  readonly playing: boolean;
  readonly speed: Speed;
}

interface ReplayStageProps {
  readonly incident: Incident;
  readonly track: ResponseTrack;
  readonly playing: Playing;
  readonly onPlaying: (change: (before: Playing) => Playing) => void;
  readonly timeZone: string | undefined;
}

/** An incident that is over, as it was at a moment: track, map and a slider through its events. Nothing is sent by looking at it. */
export function ReplayStage({ incident, track, playing, onPlaying, timeZone }: ReplayStageProps) {
  const { t } = useTranslation('console');
  const { basemap, sources, caption } = useBasemap();
  const { atMs, speed } = playing;
  const [fromMs, toMs] = [Date.parse(incident.raisedAt), Date.parse(incident.closedAt ?? incident.raisedAt)];
  const events = useMemo(
    () => incident.timeline.map(({ at }) => Date.parse(at)).filter((at) => at >= fromMs && at <= toMs),
    [incident.timeline, fromMs, toMs],
  );
  useEffect(() => {
    if (!playing.playing) return undefined;
    const timer = setInterval(
      () =>
        onPlaying((before) => {
          const next = Math.min(toMs, before.atMs + STEP_MS * before.speed);
          return { ...before, atMs: next, playing: next < toMs };
        }),
      STEP_MS,
    );
    return () => clearInterval(timer);
  }, [playing.playing, onPlaying, toMs]);

  const shown = useMemo(() => incidentAt(incident, atMs), [incident, atMs]);
  const helpers = useMemo(() => helpersAt(track, atMs), [track, atMs]);
  const { destination } = incident;
  const markers = useMemo<MapMarker[]>(
    () => [
      ...(destination === null
        ? []
        : [
            {
              ...{ id: incident.id, kind: 'incident' as const, severity: incident.severity },
              ...{ lat: destination.lat, lng: destination.lng, label: destination.label, tag: destination.label },
            },
          ]),
      ...helpers.flatMap(({ id, name, way, atMs: seenMs }) => {
        const last = way.at(-1);
        if (last === undefined) return [];
        const words = t('replay.helper', { name, at: timeOfDay(new Date(seenMs).toISOString(), timeZone) });
        return [{ id: `helper ${id}`, kind: 'helper' as const, ...last, label: words, tag: words }];
      }),
    ],
    [destination, incident.id, incident.severity, helpers, timeZone, t],
  );
  const ways = useMemo<MapWay[]>(
    () => helpers.map(({ id, way }) => ({ id, kind: 'trail' as const, points: way })),
    [helpers],
  );
  const jump = (to: number | undefined): void => {
    if (to !== undefined) onPlaying((before) => ({ ...before, atMs: to, playing: false }));
  };
  const now = new Date(atMs).toISOString();
  return (
    <section className={styles.stage} aria-label={t('replay.stage')}>
      <Track incident={shown} timeZone={timeZone} atMs={atMs} />
      <div className={styles.map}>
        <MapView
          key={language()}
          label={t('map.label')}
          basemap={basemap}
          sources={sources}
          markers={markers}
          selectedId={incident.id}
          onSelect={() => undefined}
          focus={destination}
          focusZoom={13.5}
          caption={caption}
          zoomInLabel={t('map.zoomIn')}
          zoomOutLabel={t('map.zoomOut')}
          ways={ways}
        />
      </div>
      <div className={styles.player} role="group" aria-label={t('replay.player')}>
        <Button onClick={() => jump(events.findLast((at) => at < atMs))}>{t('replay.before')}</Button>
        <Button
          tone="primary"
          onClick={() =>
            onPlaying((before) => ({
              ...before,
              playing: !before.playing,
              atMs: before.atMs >= toMs ? fromMs : before.atMs,
            }))
          }
        >
          {t(playing.playing ? 'replay.pause' : 'replay.play')}
        </Button>
        <Button onClick={() => jump(events.find((at) => at > atMs))}>{t('replay.after')}</Button>
        <time className={styles.now} dateTime={now}>
          {timeOfDay(now, timeZone)}
          <small>{t('replay.of', { at: clockSpan(atMs - fromMs), all: clockSpan(toMs - fromMs) })}</small>
        </time>
        <input
          type="range"
          className={styles.slider}
          aria-label={t('replay.slider')}
          aria-valuetext={timeOfDay(now, timeZone)}
          min={fromMs}
          max={toMs}
          step={1_000}
          value={atMs}
          onChange={({ target }) => jump(Number(target.value))}
        />
        <div className={styles.speeds} role="group" aria-label={t('replay.speed')}>
          {SPEEDS.map((one) => (
            <button
              key={one}
              type="button"
              aria-pressed={one === speed}
              onClick={() => onPlaying((before) => ({ ...before, speed: one }))}
            >
              {one}×
            </button>
          ))}
        </div>
      </div>
    </section>
  );
}
