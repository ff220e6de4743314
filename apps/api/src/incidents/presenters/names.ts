import type { DirectoryQueries } from '@silverbell/adapter-postgres';
import type { Actor, Incident, IncidentEvent } from '@silverbell/incidents';
import type { PersonRef } from '@silverbell/wire';

export type Names = Awaited<ReturnType<DirectoryQueries['names']>>;

/** Shown for a person whose row is deleted: the event stays. */
const GONE = '—';

export const account = (names: Names, id: string): PersonRef => ({ id, name: names.accounts.get(id) ?? GONE });
export const helper = (names: Names, id: string): PersonRef => ({ id, name: names.helpers.get(id) ?? GONE });
export const senior = (names: Names, id: string): PersonRef => ({ id, name: names.seniors.get(id) ?? GONE });

const withoutKind = (id: string): string => id.slice(id.indexOf(':') + 1);

export function actorName(names: Names, actor: Actor): string {
  switch (actor.kind) {
    case 'operator':
    case 'lead':
    case 'family':
      return names.accounts.get(actor.id) ?? GONE;
    case 'helper':
      return names.helpers.get(actor.id) ?? GONE;
    case 'duty-person':
      return names.seats.get(withoutKind(actor.id)) ?? names.contacts.get(withoutKind(actor.id)) ?? GONE;
    case 'device':
      return actor.id;
    case 'system':
      return 'Silverbell 银铃';
  }
}

export interface WantedNames {
  readonly accounts: Set<string>;
  readonly helpers: Set<string>;
  readonly seniors: Set<string>;
  readonly homes: Set<string>;
  readonly seats: Set<string>;
  readonly contacts: Set<string>;
}

/** Whose names a page about these incidents needs; one statement then fetches all of them. */
export function namesWanted(incidents: readonly Incident[], events: readonly IncidentEvent[] = []): WantedNames {
  const wanted: WantedNames = {
    accounts: new Set(),
    helpers: new Set(),
    seniors: new Set(),
    homes: new Set(),
    seats: new Set(),
    contacts: new Set(),
  };
  for (const incident of incidents) {
    if (incident.attention.state === 'attended') wanted.accounts.add(incident.attention.by);
    for (const call of incident.calls) wanted.accounts.add(call.by);
    for (const one of [...incident.offers, ...incident.assignments]) wanted.helpers.add(one.helperId);
    for (const id of incident.facts.seniorIds) wanted.seniors.add(id);
    for (const { seniorId, homeId, by } of events.length > 0 ? incident.rollCall : []) {
      wanted.seniors.add(seniorId);
      wanted.homes.add(homeId);
      if (by !== null) wanted.accounts.add(by);
    }
    for (const { claimed } of events.length > 0 ? (incident.unregistered?.listed ?? []) : [])
      if (claimed?.homeId) wanted.homes.add(claimed.homeId);
    if (incident.facts.homeId) wanted.homes.add(incident.facts.homeId);
  }
  for (const event of events) {
    const { actor } = event;
    if (actor.kind === 'operator' || actor.kind === 'lead' || actor.kind === 'family') wanted.accounts.add(actor.id);
    if (actor.kind === 'helper') wanted.helpers.add(actor.id);
    if (actor.kind === 'duty-person') {
      wanted.seats.add(withoutKind(actor.id));
      wanted.contacts.add(withoutKind(actor.id));
    }
    if ('helperId' in event) wanted.helpers.add(event.helperId);
    if (event.type === 'handed-over') wanted.accounts.add(event.to);
    if (event.type === 'taken-over' && event.from) wanted.accounts.add(event.from);
  }
  return wanted;
}

export const fetchNames = (directory: Pick<DirectoryQueries, 'names'>, wanted: WantedNames): Promise<Names> =>
  directory.names({
    accounts: [...wanted.accounts],
    helpers: [...wanted.helpers],
    seniors: [...wanted.seniors],
    homes: [...wanted.homes],
    seats: [...wanted.seats],
    contacts: [...wanted.contacts],
  });
