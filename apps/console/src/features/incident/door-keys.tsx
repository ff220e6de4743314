import type { Incident } from '@silverbell/wire';
import { Button, dayAndTime } from '@silverbell/web-ui';
import { useTranslation } from 'react-i18next';
import type { ActionAsked } from '../../shared/action-asked.js';
import styles from './dock.module.css';
import pieces from '../../shared/pieces.module.css';

interface DoorKeysProps {
  readonly incident: Incident;
  readonly timeZone: string | undefined;
  readonly onAsk: (asked: Omit<ActionAsked, 'incidentId'>) => void;
}

/** A helper stands before a door that stays shut: who holds a key, whether it was ever tried, and one press to ask for it (H17). */
export function DoorKeys({ incident, timeZone, onAsk }: DoorKeysProps) {
  const { t } = useTranslation('console');
  if (incident.closedAt !== null || !incident.timeline.some(isAtTheDoor)) return null;
  const keys = (incident.person?.keys ?? []).filter(({ conflict }) => !conflict);
  const may = incident.allowedActions.includes('call') && !incident.silent;
  return (
    <section className={`${pieces.block} ${styles.soon}`} aria-label={t('incident.doorKeys')}>
      <h2>{t('incident.doorKeys')}</h2>
      {keys.length === 0 ? <p>{t('incident.noKeys')}</p> : null}
      <ul className={pieces.lines}>
        {keys.map((key) => (
          <li key={key.holder}>
            <strong>{key.holder}</strong>
            <span className={pieces.tag}>
              {key.fitTestedAt === null
                ? t('person.keyUntested')
                : t(key.fits ? 'person.keyTested' : 'person.keyMisfit', { at: dayAndTime(key.fitTestedAt, timeZone) })}
            </span>
            {isAskedAtOnce(incident, key) ? <span className={pieces.tag}>{t('incident.keyAsked')}</span> : null}
            {key.mayUse ? null : (
              <span className={`${pieces.tag} ${pieces.tagStrong}`}>{t('person.keyNoConsent')}</span>
            )}
            {key.phone === null || !may ? null : (
              <Button
                aria-label={t('incident.askForKey', { name: key.holder })}
                onClick={() => onAsk({ action: 'call', party: 'key-holder', number: key.phone ?? '' })}
              >
                {t('incident.askForKey', { name: key.holder })}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

type Key = NonNullable<Incident['person']>['keys'][number];

/** The platform rings and writes to these in the second of the report; the operator rings those who do not come. */
const isAskedAtOnce = ({ silent, practice }: Incident, { mayUse, phone, fits, fitTestedAt }: Key): boolean =>
  !silent && practice !== 'drill' && mayUse && phone !== null && (fits || fitTestedAt === null);

const isAtTheDoor = ({ type, data }: Incident['timeline'][number]): boolean =>
  type === 'scene-reported' && (data['code'] === 'no-access' || data['code'] === 'need-key');
