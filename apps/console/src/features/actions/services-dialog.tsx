import * as labels from '@silverbell/vocabulary';
import { Button, Dialog, labelOf } from '@silverbell/web-ui';
import { useTranslation } from 'react-i18next';
import { PersonStrip } from '../../shared/person-strip.js';
import type { FormProps } from '../../shared/action-asked.js';
import styles from './read-out.module.css';
import pieces from '../../shared/pieces.module.css';

const SERVICES = ['120', '119', '110'] as const;

/** Which service: each leads to what is read to it and to the number of this county. The form for what they said stands beside. */
export function ServicesDialog({ incident, onAsk, onClose }: FormProps) {
  const { t } = useTranslation('console');
  return (
    <Dialog title={t('act.agency-call')} open onClose={onClose}>
      <PersonStrip incident={incident} />
      <p className="sb-hint">{t('readOut.whichHint')}</p>
      <div className={styles.services}>
        {SERVICES.map((service, at) => {
          const direct = incident.emergencyNumbers.find((one) => one.service === service)?.number;
          return (
            <Button
              key={service}
              data-first={at === 0 || undefined}
              onClick={() => onAsk({ action: 'read-out', service })}
            >
              <strong>{labelOf(labels.AGENCY_SERVICE_LABELS, service)}</strong>
              <small>{direct === undefined ? t('readOut.noDirect') : t('readOut.direct', { number: direct })}</small>
            </Button>
          );
        })}
      </div>
      <div className={pieces.dialogButtons}>
        <Button onClick={onClose}>{t('common.cancel')}</Button>
        <Button onClick={() => onAsk({ action: 'agency-call' })}>{t('act.agencyRecord')}</Button>
      </div>
    </Dialog>
  );
}
