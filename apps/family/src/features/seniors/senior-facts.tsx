import type { FamilySenior } from '@silverbell/wire';
import { SIGN_LABELS } from '@silverbell/vocabulary';
import { usePeriod } from '@silverbell/web-live';
import { dayAndTime, formatDuration, labelOf, roleLabel, timeOfDay } from '@silverbell/web-ui';
import { AtTheFoot, Card, Fact, Facts, Icon, PhoneLink } from '@silverbell/web-ui/phone';
import { useTranslation } from 'react-i18next';
import { clock } from '../../shared/app-client.js';
import styles from './seniors.module.css';

interface SeniorFactsProps {
  readonly senior: FamilySenior;
  /** Without a connection the page cannot say that no incident is open. */
  readonly doubtful: boolean;
  readonly timeZone: string | undefined;
  /** When the facts were read, by the server's clock. */
  readonly readAtMs: number | null;
}

/** What is known of one senior, each fact with its time; never a word on how she is (safety.md H15). */
export function SeniorFacts({ senior, doubtful, timeZone, readAtMs }: SeniorFactsProps) {
  const { t } = useTranslation('family');
  const { lastContact } = senior;
  return (
    <section className={styles['senior']} aria-label={senior.name}>
      <div className={styles['who']}>
        {/* Her photo is for those who help in an emergency (README, Decisions); never a stock face. */}
        <Icon name="person" className={styles['face']} />
        <div>
          <h2>{senior.name}</h2>
          <p>
            {[
              senior.ageYears === null ? null : t('seniors.age', { n: senior.ageYears }),
              senior.homeLabel ?? t('seniors.noHome'),
            ]
              .filter(Boolean)
              .join('，')}
          </p>
        </div>
      </div>
      <Card
        title={
          readAtMs === null ? t('seniors.facts') : t('seniors.factsAt', { at: timeOfDay(readAtMs, timeZone, false) })
        }
      >
        <Facts label={t('seniors.devices')}>
          {senior.openIncidentId !== null ? <Fact icon="bell">{t('seniors.open')}</Fact> : null}
          {senior.openIncidentId === null && !doubtful ? <Fact icon="bell">{t('seniors.noneOpen')}</Fact> : null}
          {lastContact == null ? (
            <Fact icon="pulse">{t('seniors.noSign')}</Fact>
          ) : (
            <Fact icon={lastContact.sign === 'seen' ? 'eye' : 'pulse'} more={labelOf(SIGN_LABELS, lastContact.sign)}>
              {t('seniors.lastSign', { at: dayAndTime(lastContact.at, timeZone) })}
            </Fact>
          )}
          {senior.serviceEndedOn == null ? null : (
            <Fact icon="home">{t('seniors.serviceEnded', { day: senior.serviceEndedOn })}</Fact>
          )}
          {senior.devices.length === 0 ? <Fact icon="home">{t('seniors.noDevice')}</Fact> : null}
          {senior.devices.map((device) => (
            <DeviceFact key={device.id} device={device} timeZone={timeZone} />
          ))}
        </Facts>
      </Card>
      <p className={styles['quiet']}>{t('seniors.onlyFacts')}</p>
      {/* While a case is open there is one number to call: the desk's. */}
      {senior.phone === null || senior.openIncidentId !== null ? null : (
        <AtTheFoot>
          <PhoneLink variant="main" icon="phone" href={`tel:${senior.phone}`}>
            {t('seniors.call', { name: senior.name })}
          </PhoneLink>
        </AtTheFoot>
      )}
    </section>
  );
}

function DeviceFact({ device, timeZone }: { device: FamilySenior['devices'][number]; timeZone: string | undefined }) {
  const { t } = useTranslation('family');
  const now = usePeriod(clock, 10_000);
  const role = roleLabel(device.role);
  const battery = device.batteryPct === null ? null : t('seniors.battery', { n: device.batteryPct });
  if (device.lastSeenAt === null)
    return (
      <Fact icon="home" more={battery}>
        {t('seniors.neverSeen', { device: role })}
      </Fact>
    );
  const span = formatDuration(Math.max(0, now - Date.parse(device.lastSeenAt)) / 1_000, t);
  return (
    <Fact icon="home" more={[dayAndTime(device.lastSeenAt, timeZone), battery].filter(Boolean).join('，')}>
      {t('seniors.lastSeen', { device: role, span })}
    </Fact>
  );
}
