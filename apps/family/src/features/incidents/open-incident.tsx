import type { FamilyIncident } from '@silverbell/wire';
import { ALERT_KIND_LABELS, PHASE_LABELS } from '@silverbell/vocabulary';
import { useSecond } from '@silverbell/web-live';
import { dayAndTime, formatDuration, labelOf, labelOfCode, timeOfDay } from '@silverbell/web-ui';
import { AtTheFoot, Band, Card, Column, PhoneLink } from '@silverbell/web-ui/phone';
import { useTranslation } from 'react-i18next';
import { clock } from '../../shared/app-client.js';
import styles from './incidents.module.css';
import { NoteForm } from './note-form.js';

interface OpenIncidentProps {
  readonly incident: FamilyIncident;
  readonly deskNumber: string | null;
  readonly timeZone: string | undefined;
}

/** An incident that is going on: who is going and how long, what happened so far, a word to the desk, one number to call. */
export function OpenIncident({ incident, deskNumber, timeZone }: OpenIncidentProps) {
  const { t } = useTranslation('family');
  const { helper } = incident;
  return (
    <article className={styles['open']} aria-label={t('incident.number', { n: incident.number })}>
      <WhoIsGoing incident={incident} timeZone={timeZone} />
      <Column>
        <Card>
          <p className={styles['quiet']}>
            {[incident.senior?.name, t('incident.number', { n: incident.number })].filter(Boolean).join(' · ')}
          </p>
          <p>
            {t('incident.raised', {
              at: dayAndTime(incident.raisedAt, timeZone),
              kind: labelOf(ALERT_KIND_LABELS, incident.kind),
            })}
          </p>
          <p className={styles['phase']} role="status">
            {labelOf(PHASE_LABELS, incident.phase)}
          </p>
        </Card>
        <Card title={t('incident.steps')}>
          <ol className={styles['steps']}>
            {incident.steps.map((step, at) => (
              <li key={`${step.at} ${String(at)}`}>
                <time dateTime={step.at}>{timeOfDay(step.at, timeZone, false)}</time>
                <span>{labelOfCode('step', step.what, t)}</span>
              </li>
            ))}
            {helper !== null && helper.arrivedAt === null && helper.etaAt !== null ? (
              <li className={styles['ahead']}>
                <time dateTime={helper.etaAt}>{timeOfDay(helper.etaAt, timeZone, false)}</time>
                <span>{t('incident.expected')}</span>
              </li>
            ) : null}
          </ol>
        </Card>
        <NoteForm incidentId={incident.id} />
        <AtTheFoot>
          {deskNumber === null ? null : (
            <PhoneLink variant="main" icon="phone" href={`tel:${deskNumber}`}>
              {t('incident.callDesk')}
            </PhoneLink>
          )}
          <p className={styles['quiet']}>{t('incident.willTell')}</p>
        </AtTheFoot>
      </Column>
    </article>
  );
}

/** Minutes are promised only after a person accepted. */
function WhoIsGoing({ incident: { helper }, timeZone }: { incident: FamilyIncident; timeZone: string | undefined }) {
  const { t } = useTranslation('family');
  const now = useSecond(clock);
  if (helper === null)
    return <Band tone="warn" icon="people" title={t('incident.nobodyYet')} line={t('incident.searching')} />;
  if (helper.arrivedAt !== null)
    return (
      <Band
        tone="go"
        icon="flag"
        title={t('incident.arrived', { name: helper.name })}
        line={t('incident.arrivedAt', { at: timeOfDay(helper.arrivedAt, timeZone, false) })}
      />
    );
  if (helper.etaAt === null) return <Band tone="go" icon="bike" title={t('incident.coming', { name: helper.name })} />;
  const left = (Date.parse(helper.etaAt) - now) / 1_000;
  const at = timeOfDay(helper.etaAt, timeZone, false);
  return (
    <Band
      tone="go"
      icon="bike"
      title={t('incident.coming', { name: helper.name })}
      line={left > 0 ? t('incident.eta', { span: formatDuration(left, t), at }) : t('incident.late', { at })}
    />
  );
}
