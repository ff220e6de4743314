import type { Incident } from '@silverbell/wire';
import { distanceM, geoPoint } from '@silverbell/kernel';

export interface Fix {
  readonly lat: number;
  readonly lng: number;
  readonly accuracyM: number | null;
  /** What the device says of its own fix; its clock may be wrong. */
  readonly fixAt: string | null;
  readonly source: string | null;
  /** When the signal that brought it was received: by the server's clock. */
  readonly receivedAt: string;
  readonly deviceId: string | null;
}

/** The newest position any device of this incident sent. */
export function lastFixOf({ signals }: Pick<Incident, 'signals'>): Fix | null {
  const with_ = signals.filter((one) => one.position !== null).sort((a, b) => a.at.localeCompare(b.at));
  const last = with_.at(-1);
  if (last === undefined || last.position === null) return null;
  return { ...last.position, receivedAt: last.at, deviceId: last.deviceId };
}

export interface Spot {
  readonly choice: 'home' | 'fix' | 'away';
  readonly lat: number;
  readonly lng: number;
}

interface At {
  readonly lat: number;
  readonly lng: number;
}

/** The registered home, the newest fix and where she said she would be, as far as the incident knows them. */
export function spotsOf(incident: Incident, away: At | null): Spot[] {
  const { destination, person } = incident;
  const named = [destination, destination?.alternative ?? null];
  const of = (choice: Spot['choice'], known: At | null | undefined): Spot[] => {
    const at = known ?? named.find((one) => one?.choice === choice);
    return at ? [{ choice, lat: at.lat, lng: at.lng }] : [];
  };
  return [...of('home', person?.home), ...of('fix', lastFixOf(incident)), ...of('away', away)];
}

/** In metres; `null`: one of them is no place on earth. */
export function metresBetween(a: At, b: At): number | null {
  const [one, other] = [geoPoint(a.lat, a.lng), geoPoint(b.lat, b.lng)];
  return one === null || other === null ? null : distanceM(one, other);
}

/** For every place the nearest of these people, nobody twice: who would be sent where in a split offer. */
export function nearestOf<P extends { readonly lat: number | null; readonly lng: number | null }>(
  spots: readonly Spot[],
  people: readonly P[],
): { readonly choice: Spot['choice']; readonly one: P }[] {
  const pairs = spots.flatMap((spot) =>
    people.flatMap((one) => {
      if (one.lat === null || one.lng === null) return [];
      const metres = metresBetween({ lat: one.lat, lng: one.lng }, spot);
      return metres === null ? [] : [{ choice: spot.choice, one, metres }];
    }),
  );
  const found: { choice: Spot['choice']; one: P }[] = [];
  for (const { choice, one } of pairs.sort((a, b) => a.metres - b.metres))
    if (!found.some((pair) => pair.choice === choice || pair.one === one)) found.push({ choice, one });
  return found;
}
