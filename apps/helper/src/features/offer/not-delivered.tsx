import { AtTheFoot, Band, Card, Column, Fact, Facts, PhoneButton, PhoneLink } from '@silverbell/web-ui/phone';
import { useTranslation } from 'react-i18next';
import styles from './offer.module.css';

/** She pressed “I will go” and there was no answer: whether the platform has it is unknown, so she asks by telephone before she goes. */
export function NotDelivered({
  area,
  desk,
  busy,
  onAgain,
}: {
  area: string;
  desk: string | null;
  busy: boolean;
  onAgain: () => void;
}) {
  const { t } = useTranslation('helper');
  return (
    <section className={styles['offer']} aria-label={t('offer.title')}>
      <Band tone="bad" icon="offline" role="alert" title={t('offer.notDelivered')} line={t('offer.noNetwork')} />
      <Column>
        <p className={styles['huge']}>{t('offer.pressed')}</p>
        <p className={styles['large']}>{t('offer.askFirst')}</p>
        {desk === null ? (
          <p className={styles['large']}>{t('offer.noDesk')}</p>
        ) : (
          <PhoneLink variant="main" icon="phone" href={`tel:${desk}`}>
            {t('offer.call', { n: desk })}
          </PhoneLink>
        )}
        <PhoneButton icon="refresh" busy={busy} onClick={onAgain}>
          {t('offer.again')}
        </PhoneButton>
        <AtTheFoot>
          <Card title={t('offer.unsent')}>
            <Facts>
              <Fact icon="clock" more={t('offer.notQueued')}>
                {t('offer.unsentAccept', { area })}
              </Fact>
            </Facts>
          </Card>
        </AtTheFoot>
      </Column>
    </section>
  );
}
