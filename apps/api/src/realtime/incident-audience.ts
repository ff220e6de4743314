import type { RegionId } from '@silverbell/kernel';
import type { ChangedIncident } from '@silverbell/usecases';
import type { Namespace } from '@silverbell/wire';
import type { Account } from '../auth/sessions.js';

/** What decides whether the account behind a socket may be told of an incident. */
export interface Subscriber {
  readonly namespace: Namespace;
  readonly account: Account;
  /** Console: the regions of the account. */
  readonly regions: ReadonlySet<RegionId>;
  /** Console: a training seat sees drills and nothing else (H13). */
  readonly training: boolean;
  /** Family: the seniors of the account. */
  readonly seniors: ReadonlySet<string>;
}

export type VisibleIncident = Omit<ChangedIncident, 'lastChangeAt'>;

/** What of an incident decides whether a console may see it. */
export type IncidentPlace = Pick<VisibleIncident, 'regionId' | 'practice'>;

export const canSeeAtConsole = (
  { namespace, regions, training }: Subscriber,
  { regionId, practice }: IncidentPlace,
): boolean => namespace === '/console' && regions.has(regionId) && (!training || practice === 'drill');

export function canSee(subscriber: Subscriber, incident: VisibleIncident): boolean {
  switch (subscriber.namespace) {
    case '/console':
      return canSeeAtConsole(subscriber, incident);
    case '/helper':
      return subscriber.account.helperId !== null && incident.helperIds.includes(subscriber.account.helperId);
    case '/family':
      return (
        !incident.silent && incident.practice === null && incident.seniorIds.some((id) => subscriber.seniors.has(id))
      );
  }
}

const ROLES: Readonly<Record<Namespace, readonly Account['role'][]>> = {
  '/console': ['operator', 'lead', 'admin', 'supervisor', 'auditor'],
  '/helper': ['helper'],
  '/family': ['family'],
};
export const canConnect = (namespace: Namespace, { role }: Account): boolean => ROLES[namespace].includes(role);
