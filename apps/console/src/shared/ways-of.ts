import type { Assignment, Candidate, Incident, IncidentOffer } from '@silverbell/wire';
import type { MapWay } from '@silverbell/web-map';

interface Spot {
  readonly lat: number;
  readonly lng: number;
}

export interface WayLabels {
  readonly asked: (offer: IncidentOffer) => string;
  readonly ahead: (assignment: Assignment) => string;
}

/**
 * Lines to the destination: one for every helper who was asked and has not answered, one for every helper who accepted and is
 * still on the way, and behind her the places she was seen at since. Helpers without a known place have no line.
 */
export function waysOf(
  incident: Pick<Incident, 'destination' | 'offers' | 'response'>,
  candidates: readonly Candidate[],
  positions: ReadonlyMap<string, Spot>,
  trails: ReadonlyMap<string, readonly Spot[]>,
  words: WayLabels,
): MapWay[] {
  const { destination } = incident;
  if (destination === null) return [];
  const to: Spot = { lat: destination.lat, lng: destination.lng };
  const base = new Map(candidates.map((one) => [one.helper.id, one]));
  const placeOf = (id: string): Spot | null => {
    const known = positions.get(id);
    if (known !== undefined) return { lat: known.lat, lng: known.lng };
    const one = base.get(id);
    return one === undefined || one.lat === null || one.lng === null ? null : { lat: one.lat, lng: one.lng };
  };
  const ways: MapWay[] = [];
  for (const offer of incident.offers) {
    const from = offer.state === 'open' ? placeOf(offer.helper.id) : null;
    if (from === null) continue;
    ways.push({ id: offer.id, kind: 'asked', points: [from, to], words: words.asked(offer) });
  }
  for (const one of incident.response.assignments) {
    if (one.state !== 'accepted' && one.state !== 'departed') continue;
    const from = placeOf(one.helper.id);
    const trail = trails.get(one.helper.id) ?? [];
    if (trail.length > 1) ways.push({ id: `${one.id} trail`, kind: 'trail', points: trail });
    if (from === null) continue;
    ways.push({ id: one.id, kind: 'ahead', points: [from, to], words: words.ahead(one) });
  }
  return ways;
}
