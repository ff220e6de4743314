import type { IncidentOffer } from '@silverbell/wire';
import { OFFER_CHANNEL_LABELS, OFFER_DELIVERY_LABELS } from '@silverbell/vocabulary';
import { formatDuration, labelOf } from '@silverbell/web-ui';
import type { TFunction } from 'i18next';

type Delivery = IncidentOffer['channels'][number];

/** One channel of an offer in words: 网络已看到, 短信已送达, 语音响铃中. A call about an offer that is over rings no more. */
export function channelMessage(
  { state: offerState }: Pick<IncidentOffer, 'state'>,
  { channel, state }: Delivery,
  t: TFunction<'console'>,
): string {
  const rang = channel === 'voice' && state === 'sent' && offerState !== 'open';
  return t('delivery.by', {
    channel: labelOf(OFFER_CHANNEL_LABELS, channel),
    state: rang ? t('delivery.rang') : labelOf(OFFER_DELIVERY_LABELS, `${channel}-${state}`),
  });
}

/** What tells most of how an offer reached her, first. */
const BEST: readonly Delivery[] = [
  { channel: 'socket', state: 'delivered' },
  { channel: 'voice', state: 'delivered' },
  { channel: 'voice', state: 'sent' },
  { channel: 'sms', state: 'delivered' },
  { channel: 'sms', state: 'sent' },
  { channel: 'socket', state: 'sent' },
];

/** How an offer reached her, in one short phrase for the map. */
export function deliveryMessage(offer: IncidentOffer, t: TFunction<'console'>): string {
  if (offer.undelivered) return t('delivery.none');
  const best = BEST.find(({ channel, state }) =>
    offer.channels.some((one) => one.channel === channel && one.state === state),
  );
  if (best === undefined) return t('delivery.notYet');
  return best.channel === 'socket' && best.state === 'delivered'
    ? labelOf(OFFER_DELIVERY_LABELS, 'socket-delivered')
    : channelMessage(offer, best, t);
}

/** At the line of an offer on the map: in how many minutes she would be there, and how the offer reached her. */
export const askedMessage = (offer: IncidentOffer, t: TFunction<'console'>): string =>
  t('map.asked', { span: formatDuration(offer.expectedArrivalS, t), delivery: deliveryMessage(offer, t) });
