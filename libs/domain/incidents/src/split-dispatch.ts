import type { Alternative, Assignment, Incident, Offer } from './state.js';

export const isLive = (assignment: Assignment): boolean =>
  assignment.state === 'accepted' || assignment.state === 'departed' || assignment.state === 'arrived';

export const liveAssignments = (i: Incident): readonly Assignment[] => i.assignments.filter(isLive);

// While two places speak for themselves people go to both: everybody to her own (H04).

/** Where this offer sends: its own place, else wherever the incident goes. */
export const placeOf = (i: Incident, offer: Pick<Offer, 'to'> | undefined): Alternative | null =>
  offer?.to ?? i.destination;

/** Where this helper goes; an assignment goes where its offer said, until an operator decides. */
export const assignedDestination = (i: Incident, { offerId }: Pick<Assignment, 'offerId'>): Alternative | null =>
  placeOf(
    i,
    i.offers.find((offer) => offer.id === offerId),
  );

export const goesTo = (i: Incident, assignment: Assignment, place: Alternative | null): boolean =>
  assignedDestination(i, assignment)?.choice === place?.choice;

export const samePlace = (i: Incident, one: Assignment, other: Assignment): boolean =>
  goesTo(i, one, assignedDestination(i, other));

/** A helper is there, or on her way without having stalled. */
export const isCovered = (i: Incident, place: Alternative | null): boolean =>
  liveAssignments(i).some((a) => a.stalledAt === null && goesTo(i, a, place));

/** A helper goes, but to the other place only: the one searched for now goes to the likelier one. */
export const leavesPlaceOpen = (i: Incident): boolean => {
  const live = liveAssignments(i);
  return live.some((a) => !goesTo(i, a, i.destination)) && !isCovered(i, i.destination);
};

/** Where the incident goes, likeliest first, and whatever place a helper was sent to by name. */
export function placesOf(i: Incident): readonly Alternative[] {
  const { destination } = i;
  const sent = i.assignments.filter(isLive).flatMap((a) => i.offers.find(({ id }) => id === a.offerId)?.to ?? []);
  const all = [...(destination === null ? [] : [destination, destination.alternative ?? []]).flat(), ...sent];
  return all.filter(({ choice }, at) => all.findIndex((one) => one.choice === choice) === at);
}

/** The places that need a helper, likeliest first: both, or the one no helper goes to. */
export function placesToAskFor(i: Incident): readonly Alternative[] {
  const { destination } = i;
  if (destination === null) return [];
  const all = destination.alternative === null ? [destination] : [destination, destination.alternative];
  const open = all.filter((place) => !isCovered(i, place));
  return (open.length === 0 ? all : open).map(({ choice, point }) => ({ choice, point }));
}
