import type { Incident } from '@silverbell/wire';
import * as labels from '@silverbell/vocabulary';
import { dayAndTime, labelOf, timeOfDay } from '@silverbell/web-ui';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { rungLabel } from '../../shared/timeline-messages.js';
import pieces from '../../shared/pieces.module.css';

/** What is known of an incident, one fact a line. */
export function Facts({ incident, me, timeZone }: { incident: Incident; me: string; timeZone: string | undefined }) {
  const { t } = useTranslation('console');
  const { attention, destination, hold, response } = incident;
  const attended =
    attention.by === null
      ? t('queue.nobody')
      : `${attention.by.id === me ? t('queue.you') : t('queue.by', { name: attention.by.name })} · ${timeOfDay(attention.since, timeZone)}`;
  const rows: [string, string][] = [
    [t('incident.attention'), attended],
    [t('incident.kinds'), incident.kinds.map((kind) => labelOf(labels.ALERT_KIND_LABELS, kind)).join('、')],
    [t('incident.class'), `${incident.class} ${labelOf(labels.CLASS_LABELS, incident.class)}`],
    [t('incident.verdict'), labelOf(labels.VERDICT_LABELS, incident.verdict)],
    [
      t('incident.destination'),
      destination === null
        ? t('common.unknown')
        : `${labelOf(labels.DESTINATION_CHOICE_LABELS, destination.choice)} · ${destination.label}`,
    ],
    [t('incident.rung'), rungLabel(incident.escalation.rung?.replace(/^rung:/, '') ?? null, t)],
    [t('incident.raised'), dayAndTime(incident.raisedAt, timeZone)],
    [t('incident.last'), dayAndTime(incident.lastSignalAt, timeZone)],
    [t('incident.count'), String(incident.signalCount)],
    [t('incident.device'), incident.deviceId ?? '—'],
  ];
  if (response.wave > 0)
    rows.push([
      t('incident.offers'),
      `${t('incident.wave', { n: response.wave })} · ${t('incident.openOffers', { n: response.openOffers })}`,
    ]);
  const entry = incident.timeline.findLast(({ type, data }) => type === 'scene-reported' && data['code'] === 'entry');
  if (entry !== undefined)
    rows.push([
      labelOf(labels.SCENE_CODE_LABELS, 'entry'),
      `${labelOf(labels.ENTRY_WAY_LABELS, String(entry.data['entry']))} · ${entry.by.name} · ${timeOfDay(entry.at, timeZone)}`,
    ]);
  if (hold !== null)
    rows.push([
      t('incident.hold'),
      t('incident.holdUntil', {
        reason: labelOf(labels.HOLD_REASON_LABELS, hold.reason),
        at: timeOfDay(hold.until, timeZone),
      }),
    ]);
  if (incident.outcome !== null) rows.push([t('incident.outcome'), labelOf(labels.OUTCOME_LABELS, incident.outcome)]);
  return (
    <section className={pieces.block} aria-label={t('incident.facts')}>
      <h2>{t('incident.facts')}</h2>
      <dl className={pieces.facts}>
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
        {incident.linkedTo === null ? null : (
          <div>
            <dt>{t('incident.linked')}</dt>
            <dd>
              <Link to={`/incidents/${incident.linkedTo}`}>{t('incident.linkedOpen')}</Link>
            </dd>
          </div>
        )}
      </dl>
    </section>
  );
}
