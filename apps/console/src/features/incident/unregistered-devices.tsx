import type { Incident } from '@silverbell/wire';
import { ALERT_KIND_LABELS } from '@silverbell/vocabulary';
import { timeOfDay, labelOf } from '@silverbell/web-ui';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import pieces from '../../shared/pieces.module.css';

/** Who called without being registered: number by number, and where each went that somebody registered. */
export function UnregisteredDevices({ incident, timeZone }: { incident: Incident; timeZone: string | undefined }) {
  const { t } = useTranslation('console');
  const { unregistered, unregisteredDevices } = incident;
  if (unregistered === null) return null;
  const { turnedAway, lastTurnedAway } = unregistered;
  return (
    <section className={pieces.block} aria-label={t('unregistered.label')}>
      <h2>{t('unregistered.title', { n: unregistered.heard })}</h2>
      <p>{t('unregistered.about')}</p>
      {turnedAway === 0 ? null : (
        <p className={`${pieces.banner} ${pieces.bannerWarn}`}>
          {t('unregistered.turnedAway', { n: turnedAway, id: lastTurnedAway ?? '—' })}
        </p>
      )}
      <ul className={pieces.lines}>
        {unregisteredDevices.map((one) => (
          <li key={one.deviceId} className={one.claimed === null ? '' : pieces.lineOver}>
            <strong>{one.deviceId}</strong>
            <span>{one.kinds.map((kind) => labelOf(ALERT_KIND_LABELS, kind)).join('、')}</span>
            <span>
              {t('unregistered.line', {
                first: timeOfDay(one.firstAt, timeZone),
                last: timeOfDay(one.lastAt, timeZone),
                n: one.signals,
              })}
            </span>
            {one.claimed === null ? null : (
              <span>
                {t('unregistered.claimed', {
                  id: one.claimed.registeredAs,
                  home: one.claimed.home?.label ?? t('unregistered.noHome'),
                })}{' '}
                {one.claimed.incidentId === null ? null : (
                  <Link to={`/incidents/${one.claimed.incidentId}`}>{t('unregistered.open')}</Link>
                )}
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
