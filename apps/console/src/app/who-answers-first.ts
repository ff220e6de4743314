import type { RegionOnWire, SeatsOnDutyResponse } from '@silverbell/wire';

type Seat = SeatsOnDutyResponse['items'][number];
type Place = Pick<RegionOnWire, 'id' | 'parentId'>;

/** Of this desk: who sits there, as what, and for which region. */
export interface DeskOf {
  readonly me: string;
  readonly role: string;
  readonly regionId: string | null;
}

/** As much of an incident as this depends on. */
interface Where {
  readonly regionId: string;
  readonly silent: boolean;
}

/**
 * Whether another desk answers an incident of this region before this one: for a lead each operator's seat that covers it, for the operator
 * of an overflow centre one of a centre nearer to it. A seat counts with its console connected, and never in training. What is not known,
 * or not read yet, answers nothing: then this desk hears the incident at once. So does a lead a silent one (safety.md 2.1, class D).
 */
export function secondTo(
  { me, role, regionId }: DeskOf,
  seats: readonly Seat[],
  regions: readonly Place[],
): (incident: Where) => boolean {
  const answering = seats.filter(
    (seat) => seat.role === 'operator' && seat.consoleConnected && !seat.training && seat.person.id !== me,
  );
  // One of the same centre covers what this desk covers.
  if (role === 'lead' && answering.some((seat) => seat.regionId === regionId)) return ({ silent }) => !silent;
  const nearer = new Set(answering.map((seat) => seat.regionId).filter((id) => id !== regionId));
  const parents = new Map(regions.map(({ id, parentId }) => [id, parentId]));
  return (incident) => {
    if (role === 'lead' && incident.silent) return false;
    let at: string | null | undefined = incident.regionId;
    for (let level = 0; at != null && level < 12; level += 1) {
      if (nearer.has(at)) return true;
      at = parents.get(at);
    }
    return false;
  };
}

/** The tree is asked for only where centres lie below one another. */
export const needsRegions = (seats: readonly Seat[], regionId: string | null): boolean =>
  seats.some((seat) => seat.role === 'operator' && seat.regionId !== regionId);
