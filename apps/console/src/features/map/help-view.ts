import type { Candidate, Incident } from '@silverbell/wire';
import { useRef } from 'react';

interface Spot {
  readonly lat: number;
  readonly lng: number;
}

/** So many of those who come soonest are to be seen with her: a wave asks three, and two waves follow each other quickly. */
const NEAREST = 6;

/** Her place and the nearest who could come within the reach that is drawn; `undefined`: no helper near has a place. */
export function spotsOfHelp(
  destination: Spot | null,
  ranked: readonly Pick<Candidate, 'lat' | 'lng' | 'distanceM'>[],
  reachM: number,
): readonly Spot[] | undefined {
  if (destination === null) return undefined;
  const near = ranked
    .flatMap(({ lat, lng, distanceM }) =>
      lat === null || lng === null || distanceM === null || distanceM > reachM ? [] : [{ lat, lng }],
    )
    .slice(0, NEAREST);
  return near.length === 0 ? undefined : [{ lat: destination.lat, lng: destination.lng }, ...near];
}

/**
 * What is to be seen of an open incident, as its helpers were when it was opened: the view must not move with every step of theirs.
 * It moves once more when the incident goes elsewhere.
 */
export function useHelpView(
  incident: Incident | undefined,
  candidates: { readonly items: readonly Candidate[]; readonly reach: { readonly radiusM: number } } | undefined,
): readonly Spot[] | undefined {
  const opened = useRef<{ readonly key: string; readonly spots: readonly Spot[] | undefined } | null>(null);
  const place = incident?.destination ?? null;
  const key = place === null ? null : `${incident?.id ?? ''} ${place.lat},${place.lng}`;
  if (key === null) opened.current = null;
  else if (opened.current?.key !== key) {
    opened.current =
      candidates === undefined ? null : { key, spots: spotsOfHelp(place, candidates.items, candidates.reach.radiusM) };
  }
  return opened.current?.spots;
}
