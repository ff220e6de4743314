import { ALERT_KIND_LABELS, OUTCOME_LABELS } from '@silverbell/vocabulary';
import { clockSpan, dayAndTime, labelOf, timeOfDay } from '@silverbell/web-ui';
import type { Incident, ResponseTrack } from '@silverbell/wire';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { timelineMessage } from '../../shared/timeline-messages.js';
import { lateOf, stagesOf } from './replay-at.js';
import styles from './replay.module.css';
import pieces from '../../shared/pieces.module.css';

interface ReplayPanelProps {
  readonly incident: Incident;
  readonly track: ResponseTrack;
  readonly atMs: number;
  readonly timeZone: string | undefined;
}

/** To the second: 6 秒, 5 分 41 秒. */
function spanOf(ms: number, t: TFunction<'console'>): string {
  const seconds = Math.round(ms / 1_000);
  return seconds < 60
    ? t('replay.spanS', { n: seconds })
    : t('replay.spanM', { m: Math.floor(seconds / 60), s: seconds % 60 });
}

/** What happened when, and how much later than due the platform did its part. Facts only: there is no score. */
export function ReplayPanel({ incident, track, atMs, timeZone }: ReplayPanelProps) {
  const { t } = useTranslation('console');
  const stages = stagesOf(incident.timeline);
  const latest = Math.max(0, ...incident.timeline.map((entry) => lateOf(entry)?.lateMs ?? 0));
  const current = incident.timeline.findLast(({ at }) => Date.parse(at) <= atMs)?.seq;
  const span = Date.parse(incident.closedAt ?? incident.raisedAt) - Date.parse(incident.raisedAt);
  return (
    <main className={styles.panel} aria-label={t('replay.title')} tabIndex={0}>
      <header className={styles.head}>
        <p>
          <span className={styles.tag}>{t('replay.title')}</span>
          <b>{incident.seniors.map(({ name }) => name).join('、') || incident.home?.label}</b>
          <span>{incident.kinds.map((kind) => labelOf(ALERT_KIND_LABELS, kind)).join('、')}</span>
          <time className={styles.span}>{clockSpan(span)}</time>
        </p>
        <p>
          {labelOf(OUTCOME_LABELS, incident.outcome)}
          {incident.closedAt === null
            ? ''
            : ` · ${t('replay.closedAt', { at: dayAndTime(incident.closedAt, timeZone) })}`}
        </p>
        <p className={styles.quiet}>
          {t('replay.readOnly', { n: incident.number })}{' '}
          <Link to={`/incidents/${incident.id}`}>{t('replay.back')}</Link>
        </p>
      </header>
      <section className={pieces.card} aria-label={t('replay.stages')}>
        <h3>
          {t('replay.stages')} <small>{t('replay.limits')}</small>
        </h3>
        <ul className={styles.stages}>
          {stages.map(({ stage, tookMs, limitMs }) => (
            <li key={stage} className={tookMs > limitMs ? styles.late : ''}>
              <span>{t(`replay.stage_${stage}`)}</span>
              <b>{spanOf(tookMs, t)}</b>
              <small>{t('replay.limit', { span: spanOf(limitMs, t) })}</small>
            </li>
          ))}
        </ul>
        {track.items.length === 0 ? <p className={styles.quiet}>{t('replay.noTrack')}</p> : null}
      </section>
      <section className={pieces.card} aria-label={t('replay.events')}>
        <h3>
          {t('replay.events')} <small>{t('replay.latest', { n: (latest / 1_000).toFixed(1) })}</small>
        </h3>
        <table className={styles.events}>
          <thead>
            <tr>
              <th scope="col">{t('replay.at')}</th>
              <th scope="col">{t('replay.what')}</th>
              <th scope="col">{t('replay.who')}</th>
              <th scope="col">{t('replay.due')}</th>
              <th scope="col">{t('replay.late')}</th>
            </tr>
          </thead>
          <tbody>
            {incident.timeline.map((entry) => {
              const late = lateOf(entry);
              return (
                <tr
                  key={entry.seq}
                  aria-current={entry.seq === current ? 'step' : undefined}
                  className={Date.parse(entry.at) > atMs ? styles.ahead : ''}
                >
                  <td>{timeOfDay(entry.at, timeZone)}</td>
                  <th scope="row">{timelineMessage(entry, incident, t, timeZone)}</th>
                  <td>{entry.by.name}</td>
                  <td>{late === null ? '—' : timeOfDay(late.dueAt, timeZone)}</td>
                  <td>{late === null ? '' : t('replay.seconds', { n: (late.lateMs / 1_000).toFixed(1) })}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </section>
    </main>
  );
}
