import { Button, clockSpan, timeOfDay } from '@silverbell/web-ui';
import type { Incident } from '@silverbell/wire';
import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
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

interface PlayerProps {
  readonly incident: Pick<Incident, 'raisedAt' | 'closedAt' | 'timeline'>;
  readonly playing: Playing;
  readonly onPlaying: (change: (before: Playing) => Playing) => void;
  readonly timeZone: string | undefined;
}

/** Moves through an incident that is over: from event to event, along a slider, or by itself. */
export function Player({ incident, playing, onPlaying, timeZone }: PlayerProps) {
  const { t } = useTranslation('console');
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
  const jump = (to: number | undefined): void => {
    if (to !== undefined) onPlaying((before) => ({ ...before, atMs: to, playing: false }));
  };
  const now = new Date(atMs).toISOString();
  return (
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
  );
}
