import type { IncidentOffer } from '@silverbell/wire';
import { OFFER_OVER_LABELS, OFFER_STATE_LABELS } from '@silverbell/vocabulary';
import { formatDuration, labelOf, timeOfDay } from '@silverbell/web-ui';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { channelMessage } from '../../shared/offer-delivery.js';
import { Block, PlaceTag, type ListProps } from './incident-lists.js';
import styles from './lists.module.css';
import pieces from '../../shared/pieces.module.css';

/** Who was asked, wave by wave: how each channel reached her, and what she said. A helper who was not reached is no helper who is silent. */
export function OffersList({ incident, timeZone }: ListProps) {
  const { t } = useTranslation('console');
  const { offers } = incident;
  const people = (which: readonly IncidentOffer[]): number => new Set(which.map(({ helper }) => helper.id)).size;
  const unreached = people(offers.filter(({ undelivered }) => undelivered));
  return (
    <Block title={t('incident.offers')}>
      {offers.length === 0 ? (
        <p className={pieces.empty}>{t('incident.noOffers')}</p>
      ) : (
        <p className={pieces.quiet}>
          {t('incident.reached', { n: people(offers.filter(({ undelivered }) => !undelivered)) })}
          {unreached === 0 ? '' : t('incident.unreached', { n: unreached })}
        </p>
      )}
      {wavesOf(offers).map(([wave, asked]) => (
        <section key={wave} className={styles.wave} aria-label={t('incident.wave', { n: wave })}>
          <h3>
            {t('incident.wave', { n: wave })}
            <time dateTime={asked[0]?.madeAt}>{timeOfDay(asked[0]?.madeAt ?? '', timeZone)}</time>
            <small>{t('incident.people', { n: asked.length })}</small>
          </h3>
          <ul className={pieces.lines}>
            {asked.map((one) => (
              <li key={one.id} className={one.state === 'open' && !one.undelivered ? '' : pieces.lineOver}>
                <strong>
                  <bdi>{one.helper.name}</bdi>
                </strong>
                <span className={`${pieces.tag} ${toneOf(one) ?? ''}`}>{answerMessage(one, t)}</span>
                <span>{t('candidates.arrives', { span: formatDuration(one.expectedArrivalS, t) })}</span>
                <PlaceTag place={one.place} />
                {one.channels.map(({ channel, state }) => (
                  <span key={channel} className={state === 'failed' ? styles.failed : pieces.quiet}>
                    {channelMessage(one, { channel, state }, t)}
                  </span>
                ))}
              </li>
            ))}
          </ul>
        </section>
      ))}
    </Block>
  );
}

function wavesOf(offers: readonly IncidentOffer[]): readonly (readonly [number, readonly IncidentOffer[]])[] {
  const waves = new Map<number, IncidentOffer[]>();
  for (const offer of offers) waves.set(offer.wave, [...(waves.get(offer.wave) ?? []), offer]);
  return [...waves].sort(([a], [b]) => a - b);
}

const toneOf = ({ state, undelivered }: IncidentOffer): string | undefined =>
  undelivered ? pieces.tagWarn : state === 'open' ? pieces.tagStrong : undefined;

function answerMessage({ state, overReason, undelivered }: IncidentOffer, t: TFunction<'console'>): string {
  if (undelivered) return t('incident.notReached');
  if (state === 'open') return t('incident.noReply');
  return state === 'over' ? labelOf(OFFER_OVER_LABELS, overReason) : labelOf(OFFER_STATE_LABELS, state);
}
