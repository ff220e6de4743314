import type { Incident } from '@silverbell/wire';
import * as labels from '@silverbell/vocabulary';
import { routeQuery, useRouteMutation } from '@silverbell/web-api-client';
import { Button, dayAndTime, Dialog, labelOf, ProblemMessage } from '@silverbell/web-ui';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, refreshIncident } from '../../shared/app-client.js';
import { dialsHere } from '../../shared/desk-phone.js';
import { PersonStrip } from '../../shared/person-strip.js';
import type { FormProps } from '../../shared/action-asked.js';
import { meetsCrew, readOutOf, toldOf } from './read-out.js';
import styles from './read-out.module.css';
import pieces from '../../shared/pieces.module.css';

/** Read left, know right what will happen, then dial: a call to 120, 119 or 110 cannot be taken back. Cancel has the focus. */
export function ReadOutDialog({ asked, incident, timeZone, onClose }: FormProps) {
  const { t } = useTranslation('console');
  const service = asked.service ?? '120';
  const local = incident.emergencyNumbers.find((one) => one.service === service) ?? null;
  const number = local?.number ?? service;
  const name = labelOf(labels.AGENCY_SERVICE_LABELS, service);
  const telephony = useQuery({ ...routeQuery(api, 'telephony', {}), staleTime: 0 }).data;
  const dials = dialsHere(telephony);
  const settled = { onSettled: () => refreshIncident(incident.id) };
  const record = useRouteMutation(api, 'agencyCalls', { ...settled, onSuccess: onClose });
  const write = (): void =>
    record.mutate({
      params: { id: incident.id },
      body: { service, numberDialled: number, told: toldOf(incident), status: 'called' },
    });
  const place = useRouteMutation(api, 'placeCall', { ...settled, onSuccess: write });
  // A line that cannot be placed is dialled by hand; the record is written when it was dialled.
  const dial = (): void => {
    if (dials && place.error === null) place.mutate({ body: { number, incidentId: incident.id } });
    else write();
  };
  const may = incident.allowedActions.includes('agency-call');
  return (
    <Dialog title={t('readOut.title', { service: name })} open onClose={onClose} wide>
      <PersonStrip incident={incident} />
      <div className={styles.sides}>
        <section aria-labelledby="read-out-say">
          <h3 id="read-out-say">{t('readOut.say')}</h3>
          <dl className={styles.say}>
            {readOutOf(incident).map(({ what, say }) => (
              <div key={what}>
                <dt>{t(`readOut.row.${what}`)}</dt>
                <dd>{say.join('，')}</dd>
              </div>
            ))}
            <div>
              <dt>{t('readOut.row.callBack')}</dt>
              <dd>{telephony?.backupNumber ?? t('readOut.ownPhone')}</dd>
            </div>
          </dl>
        </section>
        <section aria-labelledby="read-out-then">
          <h3 id="read-out-then">{t('readOut.then')}</h3>
          <ul className={styles.then}>
            <li>
              {local === null
                ? t('readOut.noLocal', { service, region: incident.regionName })
                : t('readOut.local', { service, number, region: incident.regionName })}
              <small>
                {local === null
                  ? ''
                  : local.checkedAt === null
                    ? t('readOut.unchecked')
                    : t('readOut.checked', { at: dayAndTime(local.checkedAt, timeZone) })}
              </small>
            </li>
            {dials ? null : <li>{t('readOut.byHand', { number })}</li>}
            {service === '120' && !incident.silent ? (
              <li>{t('readOut.device', { words: labels.RECEIPT_STAGE_LABELS['emergency-called']['zh-CN'] })}</li>
            ) : null}
            {meetsCrew(incident).length > 0 || incident.silent ? null : <li>{t('readOut.meetsNone')}</li>}
            <li>{t('readOut.goesOn')}</li>
          </ul>
          <NoCall incident={incident} service={service} onDone={onClose} />
        </section>
      </div>
      <ProblemMessage problem={place.error ?? record.error} />
      <div className={pieces.dialogButtons}>
        <span className={styles.warning}>{t('readOut.noWayBack')}</span>
        <Button onClick={onClose} data-first>
          {t('common.cancel')}
        </Button>
        <Button tone="primary" disabled={!may} busy={place.isPending || record.isPending} onClick={dial}>
          {t(dials && place.error === null ? 'readOut.dial' : 'readOut.dialled', { number })}
        </Button>
      </div>
    </Dialog>
  );
}

/** The other answer to an open question; each reason is one press, and can be undone for 10 s. */
function NoCall({
  incident,
  service,
  onDone,
}: {
  readonly incident: Incident;
  readonly service: labels.AgencyService;
  readonly onDone: () => void;
}) {
  const { t } = useTranslation('console');
  const decide = useRouteMutation(api, 'emergencyDecision', {
    onSuccess: onDone,
    onSettled: () => refreshIncident(incident.id),
  });
  const isAsked = incident.emergencyDecisions.some((one) => one.service === service && one.decision === null);
  if (!isAsked || !incident.allowedActions.includes('emergency-decision')) return null;
  return (
    <>
      <h3>{t('readOut.noCall')}</h3>
      <div className={styles.reasons} role="group" aria-label={t('readOut.noCall')}>
        {labels.NO_120_REASONS.map((reason) => (
          <Button
            key={reason}
            busy={decide.isPending}
            onClick={() =>
              decide.mutate({ params: { id: incident.id }, body: { service, decision: 'no-call', reason } })
            }
          >
            {labelOf(labels.NO_120_REASON_LABELS, reason)}
          </Button>
        ))}
      </div>
      <ProblemMessage problem={decide.error} />
    </>
  );
}
