import { isUndelivered, practiceOf, type Incident, type Offer } from '@silverbell/incidents';
import { toIso } from '@silverbell/kernel';
import { OFFER_CHANNELS, type AlertKind, type DeliveryState, type OfferChannel } from '@silverbell/vocabulary';
import type { IncidentOffer, Offer as WireOffer } from '@silverbell/wire';
import { markOf } from './mark.js';
import { helper, type Names } from './names.js';

const BY_URGENCY: readonly AlertKind[] = [
  'fall',
  'sos',
  'panic',
  'gas',
  'carbon-monoxide',
  'smoke',
  'heat',
  'wandering',
  'geofence-exit',
];

/** One word for several kinds: the one that tells a helper most. A panic that joined is told by the operator alone (H10). */
export function mainKindOf({ kinds }: Pick<Incident, 'kinds'>): AlertKind {
  const others = kinds.filter((kind) => kind !== 'panic');
  const told = others.length === 0 ? kinds : others;
  return BY_URGENCY.find((kind) => told.includes(kind)) ?? told[0] ?? 'unspecified';
}

/** The village, kind and minutes: no name, no address, nothing about health (H19). */
export function offerOf(offer: Offer, incident: Incident, names: Names, regionName: string): WireOffer {
  return {
    id: offer.id,
    incidentId: incident.id,
    helper: helper(names, offer.helperId),
    state: offer.state,
    overReason: offer.overReason,
    madeAt: toIso(offer.madeAt),
    lapsesAt: toIso(offer.lapsesAt),
    area: `${markOf(incident)}${regionName}`,
    practice: practiceOf(incident),
    kind: mainKindOf(incident),
    expectedArrivalS: offer.expectedArrivalS,
    place: offer.to?.choice ?? null,
  };
}

/** For the desk: beside what the helper is told, in which wave she was asked and how the offer reached her. */
export const incidentOfferOf = (offer: Offer, incident: Incident, names: Names, regionName: string): IncidentOffer => ({
  ...offerOf(offer, incident, names, regionName),
  wave: offer.wave,
  channels: OFFER_CHANNELS.map((channel) => ({ channel, state: deliveryOf(offer, channel) })),
  undelivered: isUndelivered(offer),
});

function deliveryOf({ deliveredBy, failedBy, sentBy }: Offer, channel: OfferChannel): DeliveryState {
  if (deliveredBy.includes(channel)) return 'delivered';
  if (failedBy.includes(channel)) return 'failed';
  return sentBy.includes(channel) ? 'sent' : 'not-sent';
}
